import { MailX } from 'lucide-react'
import type { Metadata } from 'next'
import { Mark } from '@/components/layout/mark'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/states'
import { AppError } from '@/lib/core/errors'
import { anonymous } from '@/lib/server/access/actor'
import { currentActor } from '@/lib/server/auth/current-actor'
import { readInvitation } from '@/lib/server/invitations/invitations'
import { JoinForm } from './join-form'

export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer' }

const roleWords: Record<string, string> = {
  admin: 'an admin',
  manager: 'a manager',
  reviewer: 'a reviewer',
  labeler: 'a labeler',
}

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const found = await findInvitation(token)
  const actor = await currentActor()
  return (
    <main className="flex min-h-dvh items-center justify-center bg-bg p-5">
      {'gone' in found ? (
        <EmptyState
          level={1}
          icon={<MailX aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
          title="This link does not work any more"
          actions={<ButtonLink href="/sign-in">Sign in</ButtonLink>}
        >
          {found.gone}
        </EmptyState>
      ) : (
        <div className="w-full max-w-88">
          <div className="mb-6.5 flex flex-col items-center gap-3.5 text-center">
            <Mark size={34} />
            <h1>{found.role === null ? 'Choose a new password' : 'Join Concord'}</h1>
            <p className="text-muted">
              {found.role === null
                ? 'Your other sessions end when it is set.'
                : `You are invited as ${roleWords[found.role] ?? found.role}${found.project ? ` to ${found.project}` : ''}.`}
            </p>
            {actor.kind === 'user' ? (
              <p className="text-warn-text text-xs">
                You are signed in as {actor.name}. This link makes another account.
              </p>
            ) : null}
          </div>
          <JoinForm token={token} email={found.email} isNew={found.role !== null} />
        </div>
      )}
    </main>
  )
}

async function findInvitation(token: string) {
  try {
    return await readInvitation(anonymous, token)
  } catch (error) {
    if (error instanceof AppError) return { gone: error.message }
    throw error
  }
}
