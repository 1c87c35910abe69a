const dayMs = 24 * 60 * 60 * 1000

/** When something is due, in few words: 'due today', 'due Fri', 'due 30 Nov'; null without a deadline. Days are those of the reader. */
export function dueWords(deadline: string | null, now: Date): { text: string; pressing: boolean } | null {
  if (deadline === null) return null
  const due = new Date(deadline)
  if (Number.isNaN(due.getTime()) || due.getUTCFullYear() >= 9999) return null
  const days = Math.round((startOfDay(due) - startOfDay(now)) / dayMs)
  if (days < 0) return { text: 'overdue', pressing: true }
  if (days === 0) return { text: 'due today', pressing: true }
  if (days === 1) return { text: 'due tomorrow', pressing: false }
  const format: Intl.DateTimeFormatOptions = days < 7 ? { weekday: 'short' } : { day: 'numeric', month: 'short' }
  return { text: `due ${due.toLocaleDateString('en-GB', format)}`, pressing: false }
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
