const locale = 'en-GB'

const counts = new Intl.NumberFormat(locale)
const percents = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })

/** 99,977 */
export function formatCount(count: number): string {
  return counts.format(count)
}

/** '1 task', '99,977 tasks'. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** A share of something as per cent without the sign: 91.6. Null where there is nothing to have a share of. */
export function percentOf(part: number, whole: number): string | null {
  return whole > 0 ? percents.format((100 * part) / whole) : null
}

/** 18.4 MB, in the decimal units that file managers use. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB']
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  return `${percents.format(bytes / 1000 ** step)} ${units[step]}`
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** 'now', '2 min ago', '3 h ago', 'yesterday', '12 days ago', then the date. */
export function formatAgo(then: Date, now: Date): string {
  const ms = now.getTime() - then.getTime()
  if (ms < minute) return 'now'
  if (ms < hour) return `${Math.floor(ms / minute)} min ago`
  if (ms < day) return `${Math.floor(ms / hour)} h ago`
  if (ms < 2 * day) return 'yesterday'
  if (ms < 30 * day) return `${Math.floor(ms / day)} days ago`
  return formatDate(then)
}

/** 24 Nov 2026 */
export function formatDate(date: Date, timeZone?: string): string {
  return date.toLocaleDateString(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone })
}

/** 24 Nov 2026, 14:05:51 */
export function formatDateTime(date: Date, timeZone?: string): string {
  return `${formatDate(date, timeZone)}, ${formatTime(date, timeZone)}`
}

/** 14:05:51 */
export function formatTime(date: Date, timeZone?: string): string {
  return date.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone })
}

/** Tuesday 24 November */
export function formatDay(date: Date, timeZone?: string): string {
  return date.toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone })
}
