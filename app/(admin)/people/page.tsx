import type { Metadata } from 'next'
import { Card, Page } from '@/components/admin/card'
import { InvitationList } from '@/components/admin/invitation-list'
import { TopBar } from '@/components/admin/top-bar'
import { listInvitations } from '@/lib/server/invitations/invitations'
import { listProjects } from '@/lib/server/projects/projects'
import { listUsers } from '@/lib/server/users/users'
import { load, viewer } from '../load'
import { revokeInvitationAction } from './actions'
import { InviteButton } from './invite-button'
import { PeopleTable } from './people-table'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage() {
  const { userId } = await viewer()
  const { people, invitations, projects } = await load(async (actor) => ({
    people: await listUsers(actor),
    invitations: await listInvitations(actor),
    projects: await listProjects(actor),
  }))
  const nameOf = new Map(projects.map(({ id, name }) => [id, name]))
  return (
    <>
      <TopBar crumbs={['People']}>
        <InviteButton projects={projects.map(({ id, name }) => ({ id, name }))} mayMakeAdmins />
      </TopBar>
      <Page title="People" className="flex-1">
        <PeopleTable people={people} myId={userId} />
        <Card title="Open invitations" aside="A link works once and for seven days">
          {invitations.length === 0 ? (
            <p className="border-line border-t px-4 py-4 text-muted">None.</p>
          ) : (
            <InvitationList
              invitations={invitations.map(({ projectId, ...invitation }) => ({
                ...invitation,
                project: projectId === null ? null : (nameOf.get(projectId) ?? null),
              }))}
              revoke={revokeInvitationAction}
            />
          )}
        </Card>
      </Page>
    </>
  )
}
