import { CircleAlert } from 'lucide-react'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Mark } from '@/components/layout/mark'
import { WaitingNote } from '@/components/layout/waiting-note'
import { currentActor } from '@/lib/server/auth/current-actor'
import { oidcSettings } from '@/lib/server/auth/oidc'
import { signInErrorSentence } from '@/lib/server/auth/sign-in-errors'
import { ownPath } from '@/lib/server/http/public-origin'
import { needsFirstAdmin } from '@/lib/server/setup/first-admin'
import { SignIn } from './sign-in'

export const metadata: Metadata = { title: 'Sign in' }

type Search = Promise<{ callbackUrl?: string | string[]; error?: string | string[] }>

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { callbackUrl, error } = await searchParams
  const goTo = ownPath(typeof callbackUrl === 'string' ? callbackUrl : null)
  const actor = await currentActor()
  if (actor.kind === 'user') redirect(goTo)
  if (await needsFirstAdmin()) redirect('/setup')
  return (
    <div className="grid min-h-dvh grid-rows-[1fr_auto] bg-bg">
      <main className="flex items-center justify-center p-5">
        <div className="w-full max-w-88">
          <div className="mb-6.5 flex flex-col items-center gap-3.5">
            <Mark size={34} />
            <h1>Sign in to Concord</h1>
          </div>
          {typeof error === 'string' ? (
            <p role="alert" className="mb-4 flex items-start gap-1.5 text-danger-text text-xs">
              <CircleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" strokeWidth={1.75} />
              {signInErrorSentence(error)}
            </p>
          ) : null}
          <SignIn goTo={goTo} singleSignOn={oidcSettings()?.name ?? null} />
          <WaitingNote />
        </div>
      </main>
      <footer className="p-5 text-center text-faint text-xs">Accounts come by invitation. Ask your admin.</footer>
    </div>
  )
}
