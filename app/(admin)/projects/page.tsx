import { Layers, Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { Card, Page } from '@/components/admin/card'
import { PageCommands } from '@/components/admin/commands'
import { TopBar } from '@/components/admin/top-bar'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/states'
import { can } from '@/lib/server/access/assert-can'
import { listProjects } from '@/lib/server/projects/projects'
import { load } from '../load'
import { ProjectTable } from './project-table'

export const metadata: Metadata = { title: 'Projects' }

export default async function ProjectsPage() {
  const { projects, mayCreate } = await load(async (actor) => ({
    projects: (await listProjects(actor)).filter(({ role }) => role !== 'labeler'),
    mayCreate: await can(actor, 'create-project', null),
  }))
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
      <Page title="Projects" className="flex-1">
        {projects.length > 0 ? (
          <>
            <ProjectTable projects={projects} />
            <p className="text-faint text-xs">
              Scale 0 to 1. Tick: value; bar: 95 % interval. n: tasks with at least two answers.
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
