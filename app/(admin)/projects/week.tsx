import { Moment } from '@/components/admin/moment'
import { countOf, formatCount } from '@/components/admin/numbers'
import { DayBars } from '@/components/charts/day-bars'
import { formatDuration } from '@/components/ui/duration'
import { recentOf } from '../watched'

type Day = { day: string; answers: number }

const weekday = (day: string) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', { weekday: 'short', timeZone: 'UTC' })
const dayAndMonth = (day: string) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const inWords = (days: readonly Day[]) =>
  `Answers a day: ${days.map(({ day, answers }) => `${weekday(day)} ${formatCount(answers)}`).join(', ')}.`

/** How much was answered in the last seven days, over all projects of this list that the person may watch. */
export async function Week({ projectIds }: { projectIds: readonly string[] }) {
  const found = (await Promise.all(projectIds.map(recentOf))).flatMap((one) => one ?? [])
  const [first] = found
  if (first === undefined) return null
  const days = first.days.map(({ day }, at) => ({
    day,
    answers: found.reduce((sum, one) => sum + (one.days[at]?.answers ?? 0), 0),
  }))
  const answers = days.reduce((sum, one) => sum + one.answers, 0)
  const busy = found.filter((one) => one.answers > 0).length
  const lastAt = found
    .flatMap((one) => one.lastAt ?? [])
    .toSorted()
    .at(-1)
  return (
    <section
      aria-label="Last seven days"
      className="flex flex-wrap gap-x-8 gap-y-4 rounded-card border border-line bg-surface px-4.5 py-3.5"
    >
      <div className="min-w-44">
        <h2 className="font-normal text-muted">Last seven days</h2>
        <p className="tabular">
          <b className="font-semibold text-xl tracking-tight">{formatCount(answers)}</b>{' '}
          <span className="text-muted">{answers === 1 ? 'answer' : 'answers'}</span>
        </p>
        <p className="text-muted">
          {lastAt === undefined ? (
            'None in any project'
          ) : (
            <>
              in {countOf(busy, 'project')}, the last <Moment iso={lastAt} />
            </>
          )}
        </p>
      </div>
      <Days days={days} />
    </section>
  )
}

/** A column a day with its number above and its day below. */
function Days({ days }: { days: readonly Day[] }) {
  const most = Math.max(1, ...days.map(({ answers }) => answers))
  return (
    <ol className="ms-auto grid w-full max-w-115 grid-cols-7 items-end gap-1.5 text-center text-xs tabular">
      {days.map(({ day, answers }, at) => (
        <li key={day} title={`${dayAndMonth(day)} (UTC)`} className="min-w-0">
          <span className={answers === 0 ? 'text-faint' : ''}>{formatCount(answers)}</span>
          <span aria-hidden="true" className="my-0.5 flex h-7 items-end">
            <span
              style={{ blockSize: answers === 0 ? '1px' : `${Math.max(8, (100 * answers) / most)}%` }}
              className={`w-full rounded-xs forced-colors:bg-[CanvasText] ${answers === 0 ? 'bg-line-strong' : 'bg-accent'}`}
            />
          </span>
          <span className={at === days.length - 1 ? 'font-medium' : 'text-muted'}>
            {at === days.length - 1 ? 'today' : weekday(day)}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** A project's seven days in a cell. */
export async function WeekCell({ projectId }: { projectId: string }) {
  const found = await recentOf(projectId)
  if (found === null) return <span className="text-faint">–</span>
  if (found.answers === 0) {
    return (
      <span className="text-faint">
        none<span className="sm:hidden"> in seven days</span>
      </span>
    )
  }
  return (
    <span className="flex items-center gap-2.5">
      <DayBars days={found.days} sentence={inWords(found.days)} />
      <span className="tabular">
        {formatCount(found.answers)}
        <span className="text-muted sm:hidden"> in seven days</span>
      </span>
    </span>
  )
}

/** The middle of the newest answers' times, with how many they are. */
export async function TimeCell({ projectId }: { projectId: string }) {
  const time = (await recentOf(projectId))?.time ?? null
  if (time === null) return <span className="text-faint max-sm:hidden">–</span>
  return (
    <span className="block whitespace-nowrap leading-tight tabular">
      {formatDuration(time.medianMs)}
      <span className="text-muted sm:hidden"> per answer</span>
      <span className="block text-muted text-xs">n = {time.n}</span>
    </span>
  )
}
