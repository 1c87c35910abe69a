/**
 * JSON with the keys of every object in code-unit order, so that equal values give equal text. −0 becomes 0, members that are
 * undefined are left out. Throws on what JSON cannot hold (NaN, infinity, functions, bigint).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') return numberText(value)
  if (Array.isArray(value))
    return `[${value.map((member) => canonicalJson(member === undefined ? null : member)).join(',')}]`
  if (typeof value === 'object') return `{${members(value).join(',')}}`
  throw new TypeError(`JSON cannot hold a value of type ${typeof value}.`)
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`JSON cannot hold the number ${value}.`)
  return Object.is(value, -0) ? '0' : JSON.stringify(value)
}

function members(value: object): string[] {
  const present = Object.entries(value).filter(([, member]) => member !== undefined)
  return present
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
}
