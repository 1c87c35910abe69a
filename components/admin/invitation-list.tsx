'use client'

import { Link2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Moment } from './moment'
import { Notice } from './notice'
import { type ActionReply, useAction } from './use-action'

export interface OpenInvitation {
  id: string
  email: string
  role: string
  expiresAt: string
  project?: string | null
}

/** Invitations that nobody has used yet. */
export function InvitationList({
  invitations,
  revoke,
}: {
  invitations: readonly OpenInvitation[]
  revoke(input: unknown): Promise<ActionReply<unknown>>
}) {
  const { run, refusal } = useAction(revoke)
  return (
    <>
      {refusal ? (
        <Notice tone="danger" className="mx-4 my-2">
          {refusal.message}
        </Notice>
      ) : null}
      <ul className="*:border-line *:border-t">
        {invitations.map(({ id, email, role, expiresAt, project }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <Link2 aria-hidden="true" className="size-4 text-muted" strokeWidth={1.75} />
            <span className="min-w-48 flex-1">
              <span className="block truncate font-medium">{email}</span>
              <span className="block text-muted text-xs">
                {role}
                {project ? ` in ${project}` : ''}, until <Moment iso={expiresAt} as="date" />
              </span>
            </span>
            <Button
              variant="danger"
              size="small"
              aria-label={`Withdraw the invitation of ${email}`}
              onPress={() => void run({ id })}
            >
              Withdraw
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
