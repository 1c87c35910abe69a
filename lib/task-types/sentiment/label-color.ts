/** A label's colour as CSS reads it: `label-4` is one of the palette. */
export function cssColor(color: string): string {
  return color.startsWith('#') ? color : `var(--${color})`
}
