import { Package } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { Card, Page } from '@/components/admin/card'
import { RefreshWhile } from '@/components/admin/refresh-while'
import { EmptyState } from '@/components/ui/states'
import { can } from '@/lib/server/access/assert-can'
import { pushTargets } from '@/lib/server/export-push/read-pushes'
import { listExports } from '@/lib/server/exports/read-export'
import { readProject } from '@/lib/server/projects/projects'
import { listStandings } from '@/lib/server/standing/set-standing'
import { taskTypeOf } from '@/lib/task-types/registry'
import { ExportRow } from '../../../../exports/export-row'
import { isUnderWay, pushesOf } from '../../../../exports/pushes-of'
import { load } from '../../../../load'
import { batchesOf } from '../../../../project-agreement'
import type { Offer } from './choices'
import { ExportDialog } from './export-dialog'
import { formatOption, showsMedia } from './format-option'

export const metadata: Metadata = { title: 'Exports' }

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<{ new?: string | string[]; after?: string | string[] }>
}

export default async function ProjectExportsPage({ params, searchParams }: Props) {
  const { id } = await params
  const { new: asked, after } = await searchParams
  const { project, list, pushes, batches, people, mayCreate, mayDelete, mayName, mayPush } = await load(
    async (actor) => {
      const thing = { projectId: id }
      const found = await listExports(actor, id, { cursor: typeof after === 'string' ? after : null })
      const mayKnow = await can(actor, 'read-labeler-quality', thing)
      return {
        project: await readProject(actor, id),
        list: found,
        pushes: await pushesOf(actor, found.exports),
        batches: await batchesOf(id),
        people: mayKnow ? await listStandings(actor, id) : [],
        mayCreate: await can(actor, 'create-export', thing),
        mayDelete: await can(actor, 'delete-export', thing),
        mayName: await can(actor, 'reveal-identity', thing),
        mayPush: await can(actor, 'push-export', thing),
      }
    },
  )
  const spec = taskTypeOf(project.taskType)
  const config = spec.config.parse(project.config)
  const deciding = Object.entries(spec.aggregations).filter(([, { decides }]) => decides?.(config) ?? true)
  const offer: Offer = {
    formats: Object.entries(spec.exporters).map(([key, exporter]) => formatOption(key, exporter)),
    aggregations: deciding.map(([key, { label, description }]) => ({
      id: key,
      label,
      description,
    })),
    batches: batches.map(({ id: batchId, name, progress }) => ({ id: batchId, name, tasks: progress.tasks })),
    people: people.map(({ labelerId, name, answers }) => ({ id: labelerId, name, answers })),
    mayName,
    hasMedia: showsMedia(spec),
  }
  const underWay = [...list.exports, ...[...pushes.values()].flat()].some(isUnderWay)
  return (
    <Page className="flex-1">
      <RefreshWhile active={underWay} />
      {mayCreate ? (
        <ExportDialog
          key={asked === undefined ? 'closed' : 'open'}
          projectId={id}
          projectName={project.name}
          offer={offer}
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
                formatName={spec.exporters[view.format]?.label ?? view.format}
                projectName={null}
                mayDelete={mayDelete}
                pushes={pushes.get(view.id) ?? []}
                targets={mayPush ? pushTargets() : null}
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
