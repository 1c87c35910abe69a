'use client'

import { KeyRound } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { AccountForm } from '@/components/layout/account-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'

const never = () => () => undefined
const tokenInAddress = () => location.hash.slice(1)

/** The token stands in the address after #, which no server and no log sees; it is sent with the form only. */
export function SetupForm() {
  const fromLink = useSyncExternalStore(never, tokenInAddress, () => null)
  const [pasted, setPasted] = useState('')
  const [link, setLink] = useState('')
  if (fromLink === null) return null
  const token = fromLink === '' ? pasted : fromLink
  if (token === '')
    return (
      <form
        className="flex flex-col gap-3.5"
        onSubmit={(event) => {
          event.preventDefault()
          setPasted(link.trim().split('#').at(-1) ?? '')
        }}
      >
        <p className="flex gap-2.5 text-muted">
          <KeyRound aria-hidden="true" className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
          The server printed a link when it started. Open it, or paste it here. A new start prints a new one.
        </p>
        <Field label="Set-up link" isRequired large value={link} onChange={setLink} placeholder="http://…/setup#…" />
        <Button type="submit" variant="ink" size="large" className="w-full">
          Go on
        </Button>
      </form>
    )
  return <AccountForm path="/api/v1/setup" email={null} askName body={() => ({ token })} action="Create and go on" />
}
