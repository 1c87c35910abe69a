import { Inbox, Upload } from 'lucide-react'
import type { Metadata } from 'next'
import { Suspense } from 'react'
import { FigureText, measureName } from '@/components/admin/agreement-figure'
import { Card, Page } from '@/components/admin/card'
import { Moment } from '@/components/admin/moment'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState, Skeleton } from '@/components/ui/states'
import { nowMs } from '@/lib/server/clock'
import { readProject } from '@/lib/server/projects/projects'
import { type LastFigure, lastFigure } from '@/lib/server/trends/project-trends'
import { load } from '../../../load'
import { agreementOf, batchesOf } from '../../../project-agreement'
import { recentOf } from '../../../watched'
import { BatchChoice } from './batch-choice'
import { Charts } from './charts'
import { Disputed } from './disputed'
import { Headline } from './headline'
import { LabelerTable } from './labeler-table'
import { MeasureTable } from './measure-table'
import { Trends } from './trends'

export const metadata: Metadata = { title: 'Project' }

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<{ batch?: string | string[]; staff?: string | string[] }>
}

export default async function ProjectPage({ params, searchParams }: Props) {
  const { id } = await params
  const { batch, staff } = await searchParams
  const batches = await load(() => batchesOf(id))
  if (batches.length === 0) return <NoBatches projectId={id} />
  const chosen = batches.find((one) => one.id === batch) ?? null
  const batchId = chosen?.id ?? null
  const withoutStaff = staff === 'out'
  const last = await load((actor) => lastFigure(actor, id, batchId))
  return (
    <Page>
      {batches.length > 1 ? (
        <BatchChoice
          projectId={id}
          batches={batches.map(({ id, name }) => ({ id, name }))}
          value={chosen?.id ?? null}
        />
      ) : null}
      <Suspense key={`${batchId} ${withoutStaff}`} fallback={<Counting last={last} />}>
        <Overview projectId={id} batchId={batchId} withoutStaff={withoutStaff} />
      </Suspense>
    </Page>
  )
}

/** What is known at once, while a server that just started counts the answers. */
function Counting({ last }: { last: LastFigure | null }) {
  return (
    <div role="status" aria-label="Agreement is being computed" className="flex flex-col gap-4">
      {last === null ? (
        <Skeleton className="h-48 w-full rounded-card" />
      ) : (
        <Card title="Agreement" aside={measureName(last.measure)}>
          <p className="flex flex-wrap items-baseline gap-x-3 border-line border-t px-4 py-3">
            <FigureText figure={{ value: last.value, ci: last.interval }} large />
            <span className="text-muted tabular">
              n = {last.n} tasks, as of <Moment iso={last.at} />; counting what came since
            </span>
          </p>
        </Card>
      )}
      <Skeleton className="h-88 w-full rounded-card" />
    </div>
  )
}

interface Shown {
  projectId: string
  batchId: string | null
  withoutStaff: boolean
}

async function Overview({ projectId, batchId, withoutStaff }: Shown) {
  const { project, batches, agreement, recent } = await load(async (actor) => ({
    project: await readProject(actor, projectId),
    batches: await batchesOf(projectId),
    agreement: await agreementOf(projectId, batchId, withoutStaff),
    recent: batchId === null ? await recentOf(projectId) : null,
  }))
  const shown = batches.filter((one) => batchId === null || one.id === batchId)
  return (
    <>
      <Headline projectId={projectId} batches={shown} agreement={agreement} recent={recent} nowMs={nowMs()} />
      <Charts project={project} agreement={agreement} batches={shown}>
        <Suspense fallback={<ChartsToCome />}>
          <Trends projectId={projectId} batchId={batchId} />
        </Suspense>
      </Charts>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1.9fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          {agreement.perLabeler ? <LabelerTable labelers={agreement.perLabeler} /> : null}
          <MeasureTable projectId={projectId} figures={agreement.figures} />
        </div>
        <Disputed
          projectId={projectId}
          batchId={shown.length === 1 ? (shown[0]?.id ?? null) : null}
          tasks={agreement.disputed}
          mayOpen={agreement.perLabeler !== null}
        />
      </div>
    </>
  )
}

/** The room of the two charts that come a moment later, so that those beside them stay where they are. */
function ChartsToCome() {
  return (
    <>
      <Skeleton className="h-88 rounded-card" />
      <Skeleton className="h-88 rounded-card" />
    </>
  )
}

function NoBatches({ projectId }: { projectId: string }) {
  return (
    <Page>
      <Card>
        <EmptyState
          icon={<Inbox aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
          title="No batches yet"
          actions={
            <ButtonLink
              href={`/projects/${projectId}/import`}
              icon={<Upload aria-hidden="true" className="size-4" strokeWidth={1.75} />}
            >
              Import a batch
            </ButtonLink>
          }
        >
          Bring tasks in as JSONL, JSON, CSV, or a zip with its media. Agreement appears here as soon as two people have
          answered the same task.
        </EmptyState>
      </Card>
    </Page>
  )
}
