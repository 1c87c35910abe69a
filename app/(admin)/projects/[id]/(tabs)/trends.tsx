import { measureName } from '@/components/admin/agreement-figure'
import { ChartFrame } from '@/components/charts/chart-frame'
import { Histogram } from '@/components/charts/histogram'
import { LineBand } from '@/components/charts/line-band'
import { formatShare } from '@/components/ui/interval-bar'
import { type ProjectTrends, projectTrends } from '@/lib/server/trends/project-trends'
import { load } from '../../../load'

/** Krippendorff (2004): below two thirds even tentative conclusions need another look. */
const tentative = 2 / 3

/** How agreement came about, and how long answers take. */
export async function Trends({ projectId, batchId }: { projectId: string; batchId: string | null }) {
  const trends = await load((actor) => projectTrends(actor, projectId, batchId))
  return (
    <>
      <OverTime trends={trends} />
      <Times trends={trends} />
    </>
  )
}

function OverTime({ trends: { measure, points, events } }: { trends: ProjectTrends }) {
  const defined = points.filter(({ value }) => value !== null)
  const last = defined.at(-1)
  if (last?.value == null || defined.length < 2) return null
  const name = measureName(measure)
  const target = measure.startsWith('krippendorff') ? tentative : undefined
  return (
    <ChartFrame
      title="Agreement over time"
      aside={name}
      caption={`Over all answers given by then; band: 95 % interval; below: n, the tasks with two answers. Times in UTC.${target === undefined ? '' : ' Dashed: the 2/3 that Krippendorff asks for tentative use.'}`}
      table={{
        columns: ['Until', name, 'from', 'to', 'n', 'Labelers', 'Answers'],
        rows: points.map(({ at, value, interval, n, annotators, answers }) => [
          at.slice(0, 16).replace('T', ' '),
          rounded(value),
          rounded(interval?.[0] ?? null),
          rounded(interval?.[1] ?? null),
          n,
          annotators,
          answers,
        ]),
      }}
    >
      <LineBand
        points={points.map(({ at, value, interval, n }) => ({ at: new Date(at), value, interval, n }))}
        {...(target === undefined ? {} : { target })}
        events={events.map(({ at, label }) => ({ at: new Date(at), label }))}
        sentence={`${name} over time: from ${formatShare(defined[0]?.value ?? 0)} to ${formatShare(last.value)}, n = ${last.n} tasks.`}
      />
    </ChartFrame>
  )
}

function Times({ trends: { times, answers } }: { trends: ProjectTrends }) {
  if (answers < 5) return null
  const commonest = times.toSorted((a, b) => b.n - a.n)[0]
  if (commonest === undefined) return null
  return (
    <ChartFrame
      title="Time per answer"
      aside="seconds, log scale"
      caption={`Active time only; hidden tabs are out. n = ${answers} answers.`}
      table={{
        columns: ['From (s)', 'to (s)', 'Answers'],
        rows: times.map(({ from, to, n }) => [rounded(from), rounded(to), n]),
      }}
    >
      <Histogram
        bins={times}
        labelOf={(edge) => String(edge < 10 ? Math.round(10 * edge) / 10 : Math.round(edge))}
        sentence={`Time per answer: most often between ${rounded(commonest.from)} and ${rounded(commonest.to)} seconds, ${commonest.n} of ${answers} answers.`}
      />
    </ChartFrame>
  )
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e4) / 1e4
}
