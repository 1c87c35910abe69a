import type { Metadata } from 'next'
import { Page } from '@/components/admin/card'
import { assertCan, can } from '@/lib/server/access/assert-can'
import { listInvitations } from '@/lib/server/invitations/invitations'
import { listMembers } from '@/lib/server/projects/members'
import { readProject } from '@/lib/server/projects/projects'
import { listUsers } from '@/lib/server/users/users'
import { taskTypeOf } from '@/lib/task-types/registry'
import { load } from '../../../../load'
import { DeleteProject } from './delete-project'
import { Members } from './members'
import { ProjectForm } from './project-form'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { project, members, invitations, people, mayDelete } = await load(async (actor) => {
    const thing = { projectId: id }
    await assertCan(actor, 'update-project', thing)
    const mayListAll = await can(actor, 'list-users', null)
    return {
      project: await readProject(actor, id),
      members: await listMembers(actor, id),
      invitations: await listInvitations(actor, id),
      people: mayListAll ? await listUsers(actor) : [],
      mayDelete: await can(actor, 'delete-project', thing),
    }
  })
  const spec = taskTypeOf(project.taskType)
  const isMember = new Set(members.map(({ userId }) => userId))
  return (
    <Page className="flex-1">
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <ProjectForm
          project={{
            id,
            name: project.name,
            config: project.config,
            configVersion: project.configVersion,
            defaultOverlap: project.defaultOverlap ?? 3,
            access: project.access === 'members' ? 'members' : 'everyone',
          }}
          typeName={spec.name}
          ConfigForm={spec.ConfigForm}
        />
        <div className="flex min-w-0 flex-col gap-4">
          <Members
            projectId={id}
            members={members}
            invitations={invitations.map(({ id: invitationId, email, role, expiresAt }) => ({
              id: invitationId,
              email,
              role,
              expiresAt,
            }))}
            others={people
              .filter((person) => !person.disabled && !isMember.has(person.id))
              .map(({ id: userId, name, email, role }) => ({ id: userId, name, email, role }))}
          />
          {mayDelete ? <DeleteProject id={id} name={project.name} /> : null}
        </div>
      </div>
    </Page>
  )
}
