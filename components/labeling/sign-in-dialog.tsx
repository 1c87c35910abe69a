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
      <p className="mt-4 text-center text-xs">
        <a href="/sign-in" target="_blank" rel="noreferrer" className="text-accent-text underline underline-offset-2">
          Other ways to sign in
        </a>{' '}
        <span className="text-muted">open in a new window; come back here after.</span>
      </p>
    </Dialog>
  )
}
