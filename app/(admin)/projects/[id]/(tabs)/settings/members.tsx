'use client'

import { UserMinus } from 'lucide-react'
import { useState } from 'react'
import { Card } from '@/components/admin/card'
import { InvitationList, type OpenInvitation } from '@/components/admin/invitation-list'
import { Notice } from '@/components/admin/notice'
import { useAction } from '@/components/admin/use-action'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { revokeInvitationAction } from '../../../../people/actions'
import { InviteButton } from '../../../../people/invite-button'
import { addMemberAction, removeMemberAction } from './actions'

export interface Member {
  userId: string
  name: string
  email: string
  role: string
  disabled: boolean
}

const memberRoles = [
  { value: 'labeler', label: 'Labeler' },
  { value: 'reviewer', label: 'Reviewer' },
  { value: 'manager', label: 'Manager' },
] as const

type MemberRole = (typeof memberRoles)[number]['value']

/** Who has a role here. It never goes beyond what the person may be in this installation. */
export function Members({
  projectId,
  members,
  invitations,
  others,
}: {
  projectId: string
  members: readonly Member[]
  invitations: readonly OpenInvitation[]
  /** People of the installation who are no members; empty for those who may not see them. */
  others: readonly { id: string; name: string; email: string; role: string }[]
}) {
  const change = useAction(addMemberAction)
  const remove = useAction(removeMemberAction)
  const problem = change.refusal ?? remove.refusal
  return (
    <Card title="Members" aside={<InviteButton projectId={projectId} mayMakeAdmins={false} size="small" />}>
      {members.length === 0 ? (
        <p className="border-line border-t px-4 py-4 text-muted">No members yet.</p>
      ) : (
        <ul className="*:border-line *:border-t">
          {members.map((member) => (
            <li key={member.userId} className="flex flex-wrap items-center gap-2.5 px-4 py-2">
              <Avatar name={member.name} />
              <span className="min-w-40 flex-1">
                <span className="block truncate font-medium">{member.name}</span>
                <span className="block truncate text-muted text-xs">
                  {member.email}
                  {member.disabled ? ' · disabled' : ''}
                </span>
              </span>
              <Select
                label={`Role of ${member.name}`}
                hideLabel
                options={memberRoles}
                value={roleOf(member.role)}
                onChange={(role) => void change.run({ projectId, member: { userId: member.userId, role } })}
                className="w-32"
              />
              <Button
                variant="ghost"
                iconOnly
                aria-label={`Remove ${member.name} from the project`}
                onPress={() => void remove.run({ projectId, userId: member.userId })}
              >
                <UserMinus aria-hidden="true" className="size-4" strokeWidth={1.75} />
              </Button>
            </li>
          ))}
        </ul>
      )}
      {problem ? (
        <Notice tone="danger" className="mx-4 mb-3">
          {problem.message}
        </Notice>
      ) : null}
      <AddMember projectId={projectId} others={others} />
      {invitations.length > 0 ? (
        <div className="border-line border-t">
          <h3 className="px-4 pt-3 pb-1 font-semibold">Open invitations</h3>
          <InvitationList invitations={invitations} revoke={revokeInvitationAction} />
        </div>
      ) : null}
    </Card>
  )
}

function AddMember({
  projectId,
  others,
}: {
  projectId: string
  others: readonly { id: string; name: string; email: string; role: string }[]
}) {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<MemberRole>('labeler')
  const { run, isSending, refusal } = useAction(addMemberAction, () => setEmail(''))
  const known = others.map((person) => ({ value: person.email, label: `${person.name} (${person.email})` }))
  return (
    <form
      className="grid items-end gap-2 border-line border-t p-4 sm:grid-cols-[minmax(0,1fr)_8rem_auto]"
      onSubmit={(event) => {
        event.preventDefault()
        void run({ projectId, member: { email, role } })
      }}
    >
      {known.length > 0 ? (
        <Select
          label="Add someone who has an account"
          placeholder="Choose a person"
          options={known}
          value={email === '' ? null : email}
          onChange={setEmail}
        />
      ) : (
        <Field
          label="Add someone who has an account"
          type="email"
          placeholder="E-mail"
          value={email}
          onChange={setEmail}
        />
      )}
      <Select<MemberRole> label="as" options={memberRoles} value={role} onChange={setRole} />
      <Button type="submit" waiting={isSending} isDisabled={email === ''}>
        Add
      </Button>
      {refusal ? (
        <Notice tone="danger" className="sm:col-span-3">
          {refusal.message}
        </Notice>
      ) : null}
    </form>
  )
}

function roleOf(role: string): MemberRole {
  return memberRoles.find(({ value }) => value === role)?.value ?? 'labeler'
}
