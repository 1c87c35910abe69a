import { Package } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { Card, Page } from '@/components/admin/card'
import { RefreshWhile } from '@/components/admin/refresh-while'
import { EmptyState } from '@/components/ui/states'
import { can } from '@/lib/server/access/assert-can'
import { listExports } from '@/lib/server/exports/read-export'
import { readProject } from '@/lib/server/projects/projects'
import { taskTypeOf } from '@/lib/task-types/registry'
import { ExportRow } from '../../../../exports/export-row'
import { load } from '../../../../load'
import { batchesOf } from '../../../../project-agreement'
import { ExportDialog } from './export-dialog'

export const metadata: Metadata = { title: 'Exports' }

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<{ new?: string | string[]; after?: string | string[] }>
}

export default async function ProjectExportsPage({ params, searchParams }: Props) {
  const { id } = await params
  const { new: asked, after } = await searchParams
  const { project, list, batches, mayCreate, mayDelete, mayName } = await load(async (actor) => {
    const thing = { projectId: id }
    return {
      project: await readProject(actor, id),
      list: await listExports(actor, id, { cursor: typeof after === 'string' ? after : null }),
      batches: await batchesOf(id),
      mayCreate: await can(actor, 'create-export', thing),
      mayDelete: await can(actor, 'delete-export', thing),
      mayName: await can(actor, 'reveal-identity', thing),
    }
  })
  const { exporters } = taskTypeOf(project.taskType)
  const formats = Object.entries(exporters).map(([key, { label, description }]) => ({ id: key, label, description }))
  const underWay = list.exports.some(({ state }) => state === 'queued' || state === 'running')
  return (
    <Page className="flex-1">
      <RefreshWhile active={underWay} />
      {mayCreate ? (
        <ExportDialog
          key={asked === undefined ? 'closed' : 'open'}
          projectId={id}
          projectName={project.name}
          formats={formats}
          batches={batches.map(({ id: batchId, name, progress }) => ({ id: batchId, name, tasks: progress.tasks }))}
          mayName={mayName}
          isOpen={asked !== undefined}
        />
      ) : null}
      <Card title="Exports" aside="Immutable: the same answers give the same files, bit for bit">
        {list.exports.length === 0 ? (
          <EmptyState
            icon={<Package aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
            title={after === undefined ? 'No exports yet' : 'No older exports'}
            className="border-line border-t"
          >
            Each export holds its files and a manifest with filters, counts, agreement and digests.
          </EmptyState>
        ) : (
          <ul className="*:border-line *:border-t">
            {list.exports.map((view) => (
              <ExportRow
                key={view.id}
                view={view}
                formatName={exporters[view.format]?.label ?? view.format}
                projectName={null}
                mayDelete={mayDelete}
              />
            ))}
          </ul>
        )}
      </Card>
      {list.next === null ? null : (
        <Link
          href={`/projects/${id}/exports?after=${list.next}`}
          prefetch={false}
          className="text-accent-text underline"
        >
          Older exports
        </Link>
      )}
    </Page>
  )
}
