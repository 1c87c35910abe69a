/** CSS colours of a label and of the words on it. */
export interface LabelColor {
  color: string
  onColor: string
}

/** A palette colour brings its own colour for words; for others dark or white words, whichever contrasts more (WCAG 2 contrast). */
export function labelColor(color: string): LabelColor {
  if (!color.startsWith('#')) return { color: `var(--${color})`, onColor: `var(--on-${color})` }
  return { color, onColor: luminance(color) > 0.179 ? '#111318' : '#ffffff' }
}

function luminance(hex: string): number {
  const part = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}
