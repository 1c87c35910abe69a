'use client'

import { SignInForm } from '@/components/layout/sign-in-form'
import { Dialog } from '@/components/ui/dialog'

/** The session ended while someone was at work: a small window, not another page. */
export function SignInDialog({
  isOpen,
  onOpenChange,
  waiting,
  onSignedIn,
}: {
  isOpen: boolean
  onOpenChange(open: boolean): void
  waiting: number
  onSignedIn(): void
}) {
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title="Sign in to send" width={400}>
      <p className="mb-4 text-muted">
        Your session has ended. {waiting === 1 ? '1 answer waits' : `${waiting} answers wait`} on this device and will
        be sent when you are back.
      </p>
      <SignInForm onSignedIn={onSignedIn} />
    </Dialog>
  )
}
