'use client'

import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'

const sentences: Record<string, string> = {
  CredentialsSignin: 'E-mail and password do not go together. Check both, or ask your admin for a new link.',
  TooManyTries: 'Too many tries. This address waits a few minutes; then try again.',
}

/** E-mail and password. Refusals name the remedy; what was typed stays. */
export function SignInForm({ email: givenEmail = '', onSignedIn }: { email?: string; onSignedIn(): void }) {
  const [email, setEmail] = useState(givenEmail)
  const [password, setPassword] = useState('')
  const [state, setState] = useState<{ is: 'writing' } | { is: 'sending' } | { is: 'refused'; message: string }>({
    is: 'writing',
  })
  const form = useRef<HTMLFormElement>(null)
  const [listening, setListening] = useState(false)
  useEffect(() => {
    // What was typed or filled in before the page came to life stands in the fields and nowhere else.
    const typed = new FormData(form.current ?? undefined)
    setEmail(textIn(typed, 'email'))
    setPassword(textIn(typed, 'password'))
    setListening(true)
    // Whoever has begun to write goes on where they are: a password must not run on into the field above it.
    if (form.current?.contains(document.activeElement)) return
    form.current?.querySelector<HTMLInputElement>(`[name=${givenEmail === '' ? 'email' : 'password'}]`)?.focus()
  }, [givenEmail])

  const send = async () => {
    setState({ is: 'sending' })
    const message = await signInWith(email, password)
    if (message === null) onSignedIn()
    setState(message === null ? { is: 'writing' } : { is: 'refused', message })
  }
  return (
    <form
      ref={form}
      // The browser's own way of sending would write the password into the address.
      method="post"
      className="flex flex-col gap-3.5"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        isRequired
        value={email}
        onChange={setEmail}
        large
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        isRequired
        value={password}
        onChange={setPassword}
        error={state.is === 'refused' ? state.message : undefined}
      />
      <Button
        type={listening ? 'submit' : 'button'}
        variant="ink"
        size="large"
        waiting={state.is === 'sending'}
        className="mt-1 w-full"
      >
        Sign in
      </Button>
    </form>
  )
}

function textIn(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** A password, hidden until its eye is pressed. */
export function PasswordField(props: Omit<ComponentProps<typeof Field>, 'type' | 'after' | 'large'>) {
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOff : Eye
  return (
    <Field
      {...props}
      type={shown ? 'text' : 'password'}
      large
      after={
        <Button
          variant="ghost"
          size="small"
          iconOnly
          aria-label={shown ? 'Hide the password' : 'Show the password'}
          aria-pressed={shown}
          onPress={() => setShown(!shown)}
          className="-me-1.5 shrink-0"
        >
          <Icon aria-hidden="true" className="size-4" strokeWidth={1.75} />
        </Button>
      }
    />
  )
}

/** Null when signed in, else why not. */
async function signInWith(email: string, password: string): Promise<string | null> {
  const { signIn } = await import('next-auth/react')
  try {
    const result = await signIn('credentials', { email, password, redirect: false })
    if (result?.ok && !result.error) return null
    return sentences[result?.error ?? ''] ?? 'Signing in did not work. Try again.'
  } catch (error) {
    if (error instanceof TypeError) return 'The server cannot be reached. Try again when it is back; nothing is lost.'
    throw error
  }
}
