import { redirect } from 'next/navigation'
import { currentActor } from '@/lib/server/auth/current-actor'
import { needsFirstAdmin } from '@/lib/server/setup/first-admin'

/** Sends everyone where their work is. */
export default async function StartPage() {
  const actor = await currentActor()
  if (actor.kind === 'user') redirect(actor.role === 'labeler' ? '/queues' : '/projects')
  redirect((await needsFirstAdmin()) ? '/setup' : '/sign-in')
}
