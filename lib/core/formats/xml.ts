/** Text as XML holds it; control characters, which XML has no way to write, become U+FFFD. */
export function xmlText(text: string): string {
  return [...text]
    .map((character) => (/[\p{Cc}\uFFFE\uFFFF]/u.test(character) && !/[\t\n\r]/.test(character) ? '\uFFFD' : character))
    .join('')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\r/g, '&#13;')
}
