import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { LabelerHeader } from '@/components/layout/labeler-header'
import { OutboxKeeper } from '@/components/layout/outbox-keeper'
import { currentActor } from '@/lib/server/auth/current-actor'

export default async function LabelerLayout({ children }: { children: ReactNode }) {
  const actor = await currentActor()
  if (actor.kind !== 'user') redirect('/sign-in?callbackUrl=%2Fqueues')
  return (
    <div className="flex min-h-dvh flex-col bg-bg">
      <LabelerHeader name={actor.name} toAdmin={actor.role !== 'labeler'} />
      <OutboxKeeper userId={actor.userId} />
      <main className="mx-auto w-full max-w-270 flex-1 px-3.5 pt-4.5 pb-24 sm:px-6 sm:py-9">{children}</main>
    </div>
  )
}
