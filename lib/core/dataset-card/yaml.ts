export type Yaml = string | number | boolean | null | Yaml[] | { [name: string]: Yaml }

/** YAML of plain values. Texts are quoted as JSON does, which YAML 1.2 reads alike, so that no title turns into a list or a number. */
export function yaml(value: { [name: string]: Yaml }): string {
  return linesOf(value).join('\n')
}

function linesOf(value: Yaml): string[] {
  if (Array.isArray(value)) return value.length === 0 ? ['[]'] : value.flatMap(listItem)
  if (typeof value !== 'object' || value === null) return [JSON.stringify(value)]
  const members = Object.entries(value)
  return members.length === 0 ? ['{}'] : members.flatMap(([name, member]) => memberLines(name, member))
}

function listItem(value: Yaml): string[] {
  const [first = '', ...rest] = linesOf(value)
  return [`- ${first}`, ...rest.map((line) => `  ${line}`)]
}

function memberLines(name: string, value: Yaml): string[] {
  const key =
    /^[a-z_][a-z0-9_]*$/i.test(name) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(name)
      ? name
      : JSON.stringify(name)
  const lines = linesOf(value)
  const isBlock = typeof value === 'object' && value !== null && Object.keys(value).length > 0
  if (!isBlock) return [`${key}: ${lines[0]}`]
  return [`${key}:`, ...lines.map((line) => `  ${line}`)]
}
