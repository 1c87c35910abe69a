import type { ReactNode } from 'react'
import { LabelerHeader } from '@/components/layout/labeler-header'
import { OutboxKeeper } from '@/components/layout/outbox-keeper'
import { VerdictKeeper } from '@/components/review/verdict-keeper'
import { signInFirst } from '../../(auth)/sign-in-first'

export default async function LabelerLayout({ children }: { children: ReactNode }) {
  const actor = await signInFirst()
  return (
    <div className="flex min-h-dvh flex-col bg-bg">
      <LabelerHeader name={actor.name} toAdmin={actor.role !== 'labeler'} />
      <OutboxKeeper userId={actor.userId} />
      {actor.role === 'labeler' ? null : <VerdictKeeper userId={actor.userId} />}
      <main className="mx-auto w-full max-w-270 flex-1 px-3.5 pt-4.5 pb-24 sm:px-6 sm:py-9">{children}</main>
    </div>
  )
}
