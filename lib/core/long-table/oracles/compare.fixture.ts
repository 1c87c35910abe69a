/** What stands at a path of dots. Consensus boxes are turned into lists of numbers, in the order of their corners, as the packages give them. */
export function at(result: unknown, path: string): unknown {
  if (path === 'boxes') return cornersByItem(at(result, 'items'))
  return path.split('.').reduce<unknown>((value, key) => member(value, key), result)
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Object.entries(value).find(([own]) => own === key)?.[1]
    : undefined
}

function cornersByItem(items: unknown): Record<string, number[][]> {
  if (typeof items !== 'object' || items === null) return {}
  return Object.fromEntries(
    Object.entries(items).map(([item, { value }]: [string, { value: Record<string, number>[] }]) => [
      item,
      value
        .map(({ x = 0, y = 0, width = 0, height = 0, votes = 0 }) => [x, y, width, height, votes])
        .sort(([x1 = 0, y1 = 0], [x2 = 0, y2 = 0]) => x1 - x2 || y1 - y2),
    ]),
  )
}

/**
 * The largest difference between numbers at the same place, of all that the package names; what we name besides is passed over.
 * Infinite where a place is missing, and where a text, a list's length or a null differs.
 */
export function largestDifference(ours: unknown, said: unknown): number {
  if (typeof said === 'number') return typeof ours === 'number' ? Math.abs(ours - said) : Number.POSITIVE_INFINITY
  if (typeof said !== 'object' || said === null) return ours === said ? 0 : Number.POSITIVE_INFINITY
  if (typeof ours !== 'object' || ours === null) return Number.POSITIVE_INFINITY
  if (Array.isArray(said) !== Array.isArray(ours)) return Number.POSITIVE_INFINITY
  return Math.max(0, ...Object.entries(said).map(([key, value]) => largestDifference(member(ours, key), value)))
}
