/** More characters than this are shown as they were written: parsing them would hold up the page. */
const longestMarkdown = 40_000

/** Marks that open something. The parser looks back over all of them, so their number is what makes it slow, not the length. */
const mostMarks = 2_000
/** Quotes and lists within each other on one line. */
const deepestNesting = 20

export type Showing = { as: 'plain'; why: string } | { as: 'markdown' } | { as: 'rich' }

/**
 * Whether a text is shown as markdown, with code colours and formulas (`rich`), or as it was written (`plain`, with the reason).
 * The limits keep every text under about 200 ms on a slow machine, whatever a writer puts in.
 */
export function howToShow(text: string): Showing {
  if (text.length > longestMarkdown) return { as: 'plain', why: 'Long text, shown as it was written.' }
  if (isIntricate(text)) return { as: 'plain', why: 'Too many marks to lay out, shown as it was written.' }
  return { as: needsCodeOrFormulas(text) ? 'rich' : 'markdown' }
}

function isIntricate(text: string): boolean {
  let marks = 0
  for (const line of text.split('\n')) {
    if (nestingOf(line) > deepestNesting) return true
    marks += line.match(/[[\]*_~<&|`\\$]+/g)?.length ?? 0
    if (/([[\]<*_~`$])\1{199}/.test(line)) return true
  }
  return marks > mostMarks && marks > text.length / 8
}

/** How many quotes, list items and steps of indentation a line begins with. */
function nestingOf(line: string): number {
  const opening = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))|[ \t]{4})*/.exec(line)?.[0] ?? ''
  return opening.match(/>|[-+*]|\d+[.)]|\t| {4}/g)?.length ?? 0
}

/** Fenced code or a formula: the parts that cost a download of their own. */
function needsCodeOrFormulas(text: string): boolean {
  return /^ {0,3}(?:```|~~~)/m.test(text) || /\$[^\s$]/.test(text) || text.includes('$$')
}
