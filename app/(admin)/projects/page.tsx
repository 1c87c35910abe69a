import { Layers, Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { Suspense } from 'react'
import { Card, Page } from '@/components/admin/card'
import { PageCommands } from '@/components/admin/commands'
import { TopBar } from '@/components/admin/top-bar'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState, Skeleton } from '@/components/ui/states'
import { can } from '@/lib/server/access/assert-can'
import { listProjects } from '@/lib/server/projects/projects'
import { load } from '../load'
import { ProjectFilter } from './project-filter'
import { ProjectTable } from './project-table'
import { Week } from './week'

export const metadata: Metadata = { title: 'Projects' }

const filteredFrom = 8

export default async function ProjectsPage({ searchParams }: { searchParams: Promise<{ q?: string | string[] }> }) {
  const { q } = await searchParams
  const sought = typeof q === 'string' ? q.trim() : ''
  const { projects, mayCreate } = await load(async (actor) => ({
    projects: (await listProjects(actor)).filter(({ role }) => role !== 'labeler'),
    mayCreate: await can(actor, 'create-project', null),
  }))
  const shown = projects.filter(({ name }) => name.toLocaleLowerCase().includes(sought.toLocaleLowerCase()))
  const create = mayCreate ? (
    <ButtonLink
      href="/projects/new"
      variant="ink"
      keys="c"
      icon={<Plus aria-hidden="true" className="size-4" strokeWidth={1.75} />}
    >
      New project
    </ButtonLink>
  ) : null
  return (
    <>
      <TopBar crumbs={['Projects']}>{projects.length > 0 ? create : null}</TopBar>
      {mayCreate ? (
        <PageCommands commands={[{ id: 'new-project', label: 'New project', keys: 'c', href: '/projects/new' }]} />
      ) : null}
      <Page
        title="Projects"
        aside={projects.length >= filteredFrom ? <ProjectFilter value={sought} found={shown.length} /> : null}
        className="flex-1"
      >
        {projects.length > 0 ? (
          <>
            <Suspense fallback={<Skeleton className="h-24 w-full rounded-card" />}>
              <Week projectIds={projects.map(({ id }) => id)} />
            </Suspense>
            {shown.length > 0 ? (
              <ProjectTable projects={shown} />
            ) : (
              <Card>
                <p className="px-4 py-10 text-center text-muted text-pretty">
                  No project has “<bdi className="break-all">{sought}</bdi>” in its name.
                </p>
              </Card>
            )}
            <p className="max-w-prose text-muted text-xs">
              Agreement from 0 to 1. Tick: value; bar: 95 % interval; n: tasks with at least two answers. Time per
              answer: median of the newest of the last seven days; n: answers. Days begin at midnight, UTC.
            </p>
          </>
        ) : (
          <Card>
            <EmptyState
              icon={<Layers aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
              title="No projects yet"
              actions={create}
            >
              {mayCreate
                ? 'A project holds one kind of task, its labels and its guidelines. Make one, then bring tasks in.'
                : 'Nobody has added you to a project as a reviewer or manager. What you may label is under “Label as yourself”.'}
            </EmptyState>
          </Card>
        )}
      </Page>
    </>
  )
}
