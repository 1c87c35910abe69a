/** What is heard and is no word. `[` opens the marks, then one letter. */
export const marks = [
  { letter: 'u', text: '[unclear]' },
  { letter: 'n', text: '[noise]' },
  { letter: 'l', text: '[laughter]' },
  { letter: 'x', text: '[crosstalk]' },
] as const

/** What a key writes while the marks are open: the mark, or the bracket and the letter itself; null for keys that write nothing. */
export function markFor(key: string): string | null {
  const mark = marks.find(({ letter }) => letter === key.toLowerCase())
  if (mark) return mark.text
  if (key === 'Enter') return '[\n'
  return [...key].length === 1 ? `[${key}` : null
}

/** Writes at the caret as if it were typed, so that the browser's own undo knows of it. */
export function typeInto(field: HTMLTextAreaElement, text: string) {
  field.focus()
  const typed = document.execCommand('insertText', false, text)
  if (typed) return
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }))
}
