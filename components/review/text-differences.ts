import { compareWords } from '@/components/labeling/response-diff'

export interface MarkedPart {
  text: string
  /** At least one of the other texts lacks it. */
  differs: boolean
}

/** So many others are compared with each text; marking all pairs of a crowd would mark everything. */
const mostOthers = 5

/** Each text in parts: what all of the others have too, and what some of them lack. Texts too long to compare come back whole. */
export function textDifferences(texts: readonly string[]): MarkedPart[][] {
  return texts.map((own, index) => {
    const others = texts.filter((_, at) => at !== index).slice(0, mostOthers)
    const differs = new Uint8Array(own.length)
    for (const other of others) {
      let at = 0
      for (const part of compareWords(own, other) ?? []) {
        if (part.own) differs.fill(1, at, at + part.text.length)
        at += part.text.length
      }
    }
    return partsOf(own, differs)
  })
}

/** The parts of a text by lines, line breaks taken out: for texts that were joined from lines. */
export function splitAtLines(parts: readonly MarkedPart[]): MarkedPart[][] {
  const lines: MarkedPart[][] = [[]]
  for (const { text, differs } of parts) {
    for (const [index, piece] of text.split('\n').entries()) {
      if (index > 0) lines.push([])
      if (piece !== '') lines.at(-1)?.push({ text: piece, differs })
    }
  }
  return lines
}

function partsOf(text: string, differs: Uint8Array): MarkedPart[] {
  const parts: MarkedPart[] = []
  let from = 0
  for (let at = 1; at <= text.length; at++) {
    if (at < text.length && differs[at] === differs[from]) continue
    parts.push({ text: text.slice(from, at), differs: differs[from] === 1 })
    from = at
  }
  return parts
}
