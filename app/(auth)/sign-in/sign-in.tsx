'use client'

import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { SignInForm } from '@/components/layout/sign-in-form'
import { Button } from '@/components/ui/button'

/** The ways in: the organisation's own sign-in where there is one, else e-mail and password. */
export function SignIn({ goTo, singleSignOn }: { goTo: string; singleSignOn: string | null }) {
  const [leaving, setLeaving] = useState(false)
  const startSingleSignOn = async () => {
    setLeaving(true)
    const { signIn } = await import('next-auth/react')
    await signIn('oidc', { callbackUrl: goTo })
  }
  return (
    <>
      {singleSignOn ? (
        <>
          <Button
            size="large"
            className="w-full"
            waiting={leaving}
            icon={<KeyRound aria-hidden="true" className="size-4" strokeWidth={1.75} />}
            onPress={startSingleSignOn}
          >
            Continue with {singleSignOn}
          </Button>
          <p className="my-4.5 flex items-center gap-3 text-faint text-xs">
            <span className="h-px flex-1 bg-line" />
            or
            <span className="h-px flex-1 bg-line" />
          </p>
        </>
      ) : null}
      <SignInForm onSignedIn={() => location.assign(goTo)} />
    </>
  )
}
