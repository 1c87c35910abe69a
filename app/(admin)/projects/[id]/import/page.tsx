import type { Metadata } from 'next'
import { Page } from '@/components/admin/card'
import { TopBar } from '@/components/admin/top-bar'
import { formatsFor, plainFormat } from '@/lib/core/import-formats/registry'
import { assertCan, can } from '@/lib/server/access/assert-can'
import { readBatch } from '@/lib/server/batches/batches'
import { listMembers } from '@/lib/server/projects/members'
import { readProject } from '@/lib/server/projects/projects'
import { listUsers } from '@/lib/server/users/users'
import { taskTypeOf } from '@/lib/task-types/registry'
import { load } from '../../../load'
import { ImportForm } from './import-form'

export const metadata: Metadata = { title: 'Import a batch' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ batch?: string | string[] }> }

export default async function ImportPage({ params, searchParams }: Props) {
  const { id } = await params
  const { batch: wanted } = await searchParams
  const { project, batch, people } = await load(async (actor) => {
    await assertCan(actor, 'import-tasks', { projectId: id })
    const everyone = (await can(actor, 'list-users', null)) ? await listUsers(actor) : []
    const members = await listMembers(actor, id)
    return {
      project: await readProject(actor, id),
      batch: typeof wanted === 'string' ? await readBatch(actor, wanted) : null,
      people: everyone.length > 0 ? everyone : members.map(({ userId, ...member }) => ({ ...member, id: userId })),
    }
  })
  const spec = taskTypeOf(project.taskType)
  const example = spec.samples[0]?.line ?? null
  return (
    <>
      <TopBar
        crumbs={[
          { label: 'Projects', href: '/projects' },
          { label: project.name, href: `/projects/${id}` },
          'Import a batch',
        ]}
      />
      <Page title="Import a batch">
        <ImportForm
          projectId={id}
          existing={batch === null ? null : { id: batch.id, name: batch.name, overlap: batch.overlap }}
          defaultOverlap={project.defaultOverlap ?? 3}
          people={people
            .filter(({ disabled }) => !disabled)
            .map(({ id: userId, name, email }) => ({ id: userId, name, email }))}
          formats={[
            {
              name: plainFormat,
              label: 'Lines of this project’s type',
              description:
                'JSON Lines, a JSON list, CSV or Parquet with the fields of this type; gold, meta and prelabel may stand beside them.',
            },
            ...formatsFor(project.taskType),
          ]}
          example={JSON.stringify(example)}
        />
      </Page>
    </>
  )
}
