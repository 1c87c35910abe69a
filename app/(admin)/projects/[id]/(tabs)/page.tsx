import { Inbox, Upload } from 'lucide-react'
import type { Metadata } from 'next'
import { Suspense } from 'react'
import { Card, Page } from '@/components/admin/card'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState, Skeleton } from '@/components/ui/states'
import { readProject } from '@/lib/server/projects/projects'
import { load } from '../../../load'
import { agreementOf, batchesOf } from '../../../project-agreement'
import { BatchChoice } from './batch-choice'
import { Charts } from './charts'
import { Disputed } from './disputed'
import { Headline } from './headline'
import { LabelerTable } from './labeler-table'
import { MeasureTable } from './measure-table'
import { Trends } from './trends'

export const metadata: Metadata = { title: 'Project' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ batch?: string | string[] }> }

export default async function ProjectPage({ params, searchParams }: Props) {
  const { id } = await params
  const { batch } = await searchParams
  const batches = await load(() => batchesOf(id))
  if (batches.length === 0) return <NoBatches projectId={id} />
  const chosen = batches.find((one) => one.id === batch) ?? null
  return (
    <Page>
      {batches.length > 1 ? (
        <BatchChoice
          projectId={id}
          batches={batches.map(({ id, name }) => ({ id, name }))}
          value={chosen?.id ?? null}
        />
      ) : null}
      <Suspense
        key={chosen?.id}
        fallback={
          <div role="status" aria-label="Agreement is being computed" className="flex flex-col gap-4">
            <Skeleton className="h-30 w-full" />
            <Skeleton className="h-70 w-full" />
          </div>
        }
      >
        <Overview projectId={id} batchId={chosen?.id ?? null} />
      </Suspense>
    </Page>
  )
}

async function Overview({ projectId, batchId }: { projectId: string; batchId: string | null }) {
  const { project, batches, agreement } = await load(async (actor) => ({
    project: await readProject(actor, projectId),
    batches: await batchesOf(projectId),
    agreement: await agreementOf(projectId, batchId),
  }))
  const shown = batches.filter((one) => batchId === null || one.id === batchId)
  return (
    <>
      <Headline batches={shown} agreement={agreement} />
      <Charts project={project} agreement={agreement} batches={shown}>
        <Suspense fallback={<Skeleton className="h-60 w-full" />}>
          <Trends projectId={projectId} batchId={batchId} />
        </Suspense>
      </Charts>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1.9fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          {agreement.perLabeler ? <LabelerTable labelers={agreement.perLabeler} /> : null}
          <MeasureTable figures={agreement.figures} />
        </div>
        <Disputed projectId={projectId} tasks={agreement.disputed} mayOpen={agreement.perLabeler !== null} />
      </div>
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
