import { Package } from 'lucide-react'
import type { Metadata } from 'next'
import { Card, Page } from '@/components/admin/card'
import { RefreshWhile } from '@/components/admin/refresh-while'
import { TopBar } from '@/components/admin/top-bar'
import { EmptyState } from '@/components/ui/states'
import { can } from '@/lib/server/access/assert-can'
import { pushTargets } from '@/lib/server/export-push/read-pushes'
import { listExports } from '@/lib/server/exports/read-export'
import { listProjects } from '@/lib/server/projects/projects'
import { taskTypeOf } from '@/lib/task-types/registry'
import { load } from '../load'
import { ExportRow } from './export-row'
import { isUnderWay, pushesOf } from './pushes-of'

export const metadata: Metadata = { title: 'Exports' }

const fromEachProject = 20
const most = 200

export default async function ExportsPage() {
  const rows = await load(async (actor) => {
    const projects = await listProjects(actor)
    const lists = await Promise.all(
      projects.map(async (project) => {
        if (!(await can(actor, 'read-export', { projectId: project.id }))) return []
        const { exports } = await listExports(actor, project.id, { take: fromEachProject })
        const mayDelete = await can(actor, 'delete-export', { projectId: project.id })
        const targets = (await can(actor, 'push-export', { projectId: project.id })) ? pushTargets() : null
        const pushes = await pushesOf(actor, exports)
        return exports.map((view) => ({ view, project, mayDelete, targets, pushes: pushes.get(view.id) ?? [] }))
      }),
    )
    return lists
      .flat()
      .toSorted((a, b) => (a.view.createdAt < b.view.createdAt ? 1 : -1))
      .slice(0, most)
  })
  return (
    <>
      <TopBar crumbs={['Exports']} />
      <Page title="Exports" className="flex-1">
        <RefreshWhile active={rows.some(({ view, pushes }) => [view, ...pushes].some(isUnderWay))} />
        <Card>
          {rows.length === 0 ? (
            <EmptyState
              icon={<Package aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
              title="No exports yet"
            >
              Open a project and choose Export. What was exported stays here, with its manifest and digests.
            </EmptyState>
          ) : (
            <ul className="*:border-line *:[&:not(:first-child)]:border-t">
              {rows.map(({ view, project, mayDelete, targets, pushes }) => (
                <ExportRow
                  key={view.id}
                  view={view}
                  formatName={taskTypeOf(project.taskType).exporters[view.format]?.label ?? view.format}
                  projectName={project.name}
                  mayDelete={mayDelete}
                  pushes={pushes}
                  targets={targets}
                />
              ))}
            </ul>
          )}
        </Card>
      </Page>
    </>
  )
}
