import { cn } from './class-names'

/** Initials of a name: first and last word's first letters. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase()
}

/** A person's initials; the name stands beside it or in `aria-label` of what it is in. */
export function Avatar({ name, large = false }: { name: string; large?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'inline-flex shrink-0 items-center justify-center rounded-full bg-active font-semibold text-muted tracking-wide',
        large ? 'size-7 text-2xs' : 'size-6 text-[0.625rem]',
      )}
    >
      {initialsOf(name)}
    </span>
  )
}
