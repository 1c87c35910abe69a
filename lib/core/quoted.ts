const longest = 60

/** A value as a message quotes it: short, and without a look inside, for not everything can be turned into text. */
export function quoted(value: unknown): string {
  if (Array.isArray(value)) return '“[…]”'
  if (typeof value === 'object' && value !== null) return '“{…}”'
  const text = String(value)
  return text.length > longest ? `“${text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')}…”` : `“${text}”`
}
