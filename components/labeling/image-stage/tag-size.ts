export const tagHeight = 19
const padding = 6
const longest = 28

/** The words on a tag: names are cut after 28 characters, the panel shows them whole. */
export function tagText(name: string): string {
  const characters = [...name]
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : name
}

const widths = new Map<string, number>()
let context: CanvasRenderingContext2D | null = null

/** Width of a tag in screen pixels, measured once a name. Only in a browser. */
export function tagWidth(name: string): number {
  const known = widths.get(name)
  if (known !== undefined) return known
  context ??= document.createElement('canvas').getContext('2d')
  const text = tagText(name)
  if (!context) return text.length * 7 + 2 * padding
  context.font = `600 11px ${getComputedStyle(document.body).fontFamily}`
  const width = Math.ceil(context.measureText(text).width) + 2 * padding
  widths.set(name, width)
  return width
}
