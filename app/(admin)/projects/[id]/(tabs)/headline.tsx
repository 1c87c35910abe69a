import Link from 'next/link'
import { FigureText, measureName, sizeOf } from '@/components/admin/agreement-figure'
import { countOf, formatCount, percentOf } from '@/components/admin/numbers'
import { formatDuration } from '@/components/ui/duration'
import { formatShare, IntervalBar } from '@/components/ui/interval-bar'
import { Progress } from '@/components/ui/progress'
import type { RecentAnswers } from '@/lib/server/activity/recent-answers'
import type { ProjectAgreement } from '@/lib/server/agreement/project-agreement'
import type { listBatches } from '@/lib/server/batches/batches'
import { Reproduce } from '../reproduce'
import { DoneBy } from './done-by'
import { interpretation } from './interpretation'
import { StaffSwitch } from './staff-switch'
import { Tile, Value } from './tile'

type Batch = Awaited<ReturnType<typeof listBatches>>[number]

/** How far, how good, what is disputed, how long an answer takes. */
export function Headline({
  projectId,
  batches,
  agreement,
  recent,
  nowMs,
}: {
  projectId: string
  batches: readonly Batch[]
  agreement: ProjectAgreement
  /** The whole project's last seven days; null where only a part of it is shown. */
  recent: RecentAnswers | null
  nowMs: number
}) {
  const sum = (of: (batch: Batch) => number) => batches.reduce((total, batch) => total + of(batch), 0)
  const wanted = sum(({ progress }) => progress.wanted)
  const submitted = sum(({ progress }) => progress.submitted)
  const completed = sum(({ progress }) => progress.completed)
  const open = sum(({ progress }) => progress.open)
  const tasks = sum(({ progress }) => progress.tasks)
  const times = (agreement.perLabeler ?? []).flatMap(({ medianSeconds }) => medianSeconds ?? [])
  const deadline = batches.flatMap((batch) => batch.deadline ?? []).toSorted()[0]
  const { mark, tasks: below, settled } = agreement.belowMark
  return (
    <section
      aria-label="In short"
      className="grid grid-cols-2 overflow-hidden rounded-card border border-line bg-surface *:border-line max-xl:*:border-b xl:grid-cols-[1.2fr_1.3fr_0.9fr_1fr_1.1fr] xl:*:[&:not(:first-child)]:border-s"
    >
      <Tile title="Answers" aside={`${formatCount(submitted)} of ${formatCount(wanted)}`} wide>
        <Value value={percentOf(submitted, wanted) ?? '0'} unit="%" />
        <Progress value={wanted > 0 ? submitted / wanted : 0} label="Answers given" className="my-2 h-1.5" />
        <p className="text-muted">
          {formatCount(completed)} of {formatCount(tasks)} tasks done · {formatCount(open)} open now
        </p>
      </Tile>
      <Agreement projectId={projectId} agreement={agreement} />
      <Tile title="Disputed">
        <Value value={formatCount(below - settled)} unit={below - settled === 1 ? 'task' : 'tasks'} />
        <p className="text-muted">answers alike by less than {formatShare(mark)}</p>
        {below > settled ? (
          <Link
            href={`/review/${projectId}`}
            prefetch={false}
            className="inline-flex items-center text-accent-text hover:underline coarse:min-h-11"
          >
            Review them
          </Link>
        ) : null}
        {settled > 0 ? <p className="text-muted">{formatCount(settled)} more settled by reviewers</p> : null}
      </Tile>
      <Tile title="Time per answer">
        {times.length === 0 ? (
          <p className="text-muted">No answers yet</p>
        ) : (
          <Value value={formatDuration(1000 * middleOf(times))} unit="median" />
        )}
        <p className="text-muted">
          {times.length === 0
            ? ''
            : `${times.length > 1 ? 'middle of the medians of ' : ''}${countOf(times.length, 'labeler')}, n = ${countOf(agreement.annotations, 'answer')}`}
        </p>
      </Tile>
      {recent === null ? null : (
        <DoneBy
          left={leftIn(batches)}
          isOpen={batches.some(({ status }) => status === 'active')}
          days={recent.days}
          deadline={deadline}
          nowMs={nowMs}
        />
      )}
      <Reading agreement={agreement} />
    </section>
  )
}

/** What the headline says and cannot say, and whose answers it rests on. */
function Reading({ agreement }: { agreement: ProjectAgreement }) {
  const { excluded, staff, annotations } = agreement
  const sentences = interpretation(agreement)
  if (annotations === 0 && !staff.leftOut) return null
  return (
    <div className="col-span-full flex flex-wrap items-start gap-x-6 gap-y-2 border-t px-4.5 py-3 max-xl:-mt-px max-xl:border-b-0! xl:border-s-0!">
      <p className="min-w-0 max-w-prose flex-[1_1_24rem] text-muted text-pretty">
        <b className="font-medium text-text">How to read it.</b> {sentences.join(' ')}
        {excluded > 0 ? ` Left out: ${excluded === 1 ? 'one excluded labeler' : `${excluded} excluded labelers`}.` : ''}
      </p>
      {staff.labelers > 0 || staff.leftOut ? <StaffSwitch leftOut={staff.leftOut} labelers={staff.labelers} /> : null}
    </div>
  )
}

function Agreement({ projectId, agreement }: { projectId: string; agreement: ProjectAgreement }) {
  const headline = Object.entries(agreement.figures)[0]
  if (headline === undefined) return null
  const [key, figure] = headline
  const name = measureName(key)
  const raw = agreement.figures['percent-agreement']
  return (
    <Tile title="Agreement" aside={name} wide>
      <FigureText figure={figure} large />
      {figure.value === null ? (
        <p className="mt-1 text-muted">{figure.note ?? 'No task has two answers yet.'}</p>
      ) : (
        <>
          <IntervalBar value={figure.value} interval={figure.ci} label={name} className="my-0.75" />
          <p className="flex flex-wrap items-center gap-x-2 text-muted tabular" title={figure.method}>
            {sizeOf(figure)}
            {raw?.value == null ? '' : ` · raw ${percentOf(raw.value, 1)} %`}
            <Reproduce projectId={projectId} small />
          </p>
        </>
      )}
    </Tile>
  )
}

/** What is still to come: nobody answers in a paused or closed batch. */
function leftIn(batches: readonly Batch[]): number {
  return batches.reduce(
    (left, { status, progress: { wanted, submitted } }) => left + (status === 'active' ? wanted - submitted : 0),
    0,
  )
}

function middleOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
