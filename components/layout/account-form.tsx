'use client'

import { useState } from 'react'
import { call } from '@/components/labeling/labeling-api'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { Field } from '@/components/ui/field'
import { PasswordField } from './sign-in-form'

const shortest = 10

type State = { is: 'writing' } | { is: 'sending' } | { is: 'refused'; field: string | null; message: string }

/** Makes an account, or sets a new password, by a link that works once. */
export function AccountForm({
  path,
  email: givenEmail,
  askName,
  body,
  action,
}: {
  /** Where it is posted. */
  path: string
  /** Fixed by the invitation; asked for without one. */
  email: string | null
  askName: boolean
  /** What goes along: the token of the link. */
  body(): Record<string, string>
  action: string
}) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState(givenEmail ?? '')
  const [password, setPassword] = useState('')
  const [state, setState] = useState<State>({ is: 'writing' })
  const errorOf = (field: string) => (state.is === 'refused' && state.field === field ? state.message : undefined)

  const send = async () => {
    setState({ is: 'sending' })
    const given = { ...body(), ...(askName ? { name } : {}), password, ...(givenEmail === null ? { email } : {}) }
    const reply = await call(
      (...args) => fetch(...args),
      'POST',
      path,
      given,
      () => null,
    )
    if (reply.is === 'ok') return location.assign('/')
    if (reply.is === 'refused') {
      const { field } = reply.problem
      return setState({ is: 'refused', field: typeof field === 'string' ? field : null, message: reply.message })
    }
    setState({ is: 'refused', field: null, message: 'The server cannot be reached. Try again in a moment.' })
  }
  return (
    <form
      className="flex flex-col gap-3.5"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {askName ? (
        <Field
          label="Your name"
          autoComplete="name"
          isRequired
          autoFocus
          large
          value={name}
          onChange={setName}
          error={errorOf('name')}
        />
      ) : null}
      <Field
        label="E-mail"
        type="email"
        autoComplete="username"
        isRequired
        large
        value={email}
        onChange={setEmail}
        isReadOnly={givenEmail !== null}
        error={errorOf('email')}
      />
      <div>
        <PasswordField
          label="Password"
          autoComplete="new-password"
          isRequired
          value={password}
          onChange={setPassword}
          error={errorOf('password')}
        />
        <PasswordLength length={[...password].length} />
      </div>
      {state.is === 'refused' && !['name', 'email', 'password'].includes(state.field ?? '') ? (
        <p role="alert" className="text-danger-text text-xs">
          {state.message}
        </p>
      ) : null}
      <Button type="submit" variant="ink" size="large" waiting={state.is === 'sending'} className="mt-1.5 w-full">
        {action}
      </Button>
    </form>
  )
}

/** Length is what counts: four steps of it, and in words. */
function PasswordLength({ length }: { length: number }) {
  const steps = [1, shortest, 14, 18].filter((step) => length >= step).length
  const words =
    length === 0
      ? `At least ${shortest} characters. A few plain words are good.`
      : `${length} ${length === 1 ? 'character' : 'characters'}. ${length < shortest ? `At least ${shortest}.` : steps < 4 ? 'Good; longer is better.' : 'Good: long.'}`
  return (
    <>
      <span aria-hidden="true" className="mt-2.25 flex gap-1">
        {[1, 2, 3, 4].map((step) => (
          <span
            key={step}
            className={cn(
              'h-0.75 flex-1 rounded-[2px]',
              step > steps ? 'bg-active' : steps === 1 ? 'bg-warn' : 'bg-success',
            )}
          />
        ))}
      </span>
      <p className="mt-1.5 text-faint text-xs tabular">{words}</p>
    </>
  )
}
