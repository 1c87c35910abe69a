const code = /(^ {0,3}(?:```|~~~)[\s\S]*?(?:^ {0,3}(?:```|~~~)[ \t]*$|(?![\s\S]))|`+[^`\n]*`+)/m

/** Formulas as LaTeX writes them, \( \) and \[ \], become $ and $$, which the parser reads. Code stays as it is. */
export function withDollarFormulas(text: string): string {
  if (!/\\[([]/.test(text)) return text
  return text
    .split(new RegExp(code, 'gm'))
    .map((part, index) => (index % 2 === 1 ? part : replaced(part)))
    .join('')
}

function replaced(text: string): string {
  return text
    .replace(
      /\\\[((?:(?!\\\[|\\\])[\s\S]){1,2000})\\\]/g,
      (_all, formula: string) => `\n$$$$\n${formula.trim()}\n$$$$\n`,
    )
    .replace(/\\\(((?:(?!\\\(|\\\)|\n)[\s\S]){1,500})\\\)/g, (_all, formula: string) => `$${formula.trim()}$`)
}

/**
 * Does the text hold a formula between single dollars? Pandoc's rule, so that “$5 and $10” stays money: no space after the first
 * and before the second dollar, no digit after it.
 */
export function hasDollarFormula(text: string): boolean {
  return /(?<![\\$])\$(?=[^\s$])(?:[^$\n]{0,500}[^\s$\\])?\$(?![\d$])/.test(text)
}
