import { Moment } from '@/components/admin/moment'
import { countOf, formatCount } from '@/components/admin/numbers'
import { doneAt, type Pace, paceOf } from './pace'
import { Tile, Value } from './tile'

/** When the wanted answers will be there at the pace of the last seven days, beside the deadline. */
export function DoneBy({
  left,
  isOpen,
  days,
  deadline,
  nowMs,
}: {
  left: number
  /** A batch is active, so that answers can come. */
  isOpen: boolean
  days: readonly { answers: number }[]
  deadline: string | undefined
  nowMs: number
}) {
  const pace = paceOf(days)
  const at = left > 0 ? doneAt(left, pace, nowMs) : null
  const isLate = at !== null && deadline !== undefined && at > Date.parse(deadline)
  return (
    <Tile title="Done by" last>
      {left <= 0 && isOpen ? <Value value="Done" unit="" /> : <About at={at} nowMs={nowMs} />}
      <p className="text-muted">{isOpen ? basis(left, pace) : 'No batch is active'}</p>
      {deadline === undefined ? null : (
        <p className={isLate ? 'text-warn-text' : 'text-muted'}>
          {isLate ? 'after the deadline ' : 'deadline '}
          <Moment iso={deadline} as="date" />
        </p>
      )}
    </Tile>
  )
}

const farDays = 730
const dayMs = 86_400_000

function About({ at, nowMs }: { at: number | null; nowMs: number }) {
  if (at === null) return <Value value="–" unit="" />
  if (at - nowMs > farDays * dayMs) return <Value value="Over 2" unit="years" />
  const date = new Date(at)
  const day = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const year = date.getUTCFullYear() === new Date(nowMs).getUTCFullYear() ? '' : ` ${date.getUTCFullYear()}`
  return <Value value={`${day}${year}`} unit="or so" />
}

function basis(left: number, pace: Pace | null): string {
  if (left <= 0) return 'Every wanted answer is in'
  const wanted = `${countOf(left, 'answer')} left`
  if (pace === null) return `${wanted}, none in the last seven days`
  const perDay = pace.perDay < 10 ? pace.perDay.toFixed(1) : formatCount(Math.round(pace.perDay))
  return `${wanted} at ${perDay} a day (n = ${formatCount(pace.answers)} in ${countOf(pace.days, 'day')})`
}
