/** A name cut to fit beside a chart; the whole stands in its `<title>` and in the table. */
export function cut(name: string, longest: number): string {
  const letters = [...name]
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : name
}
