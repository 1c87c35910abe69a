'use client'

import { AccountForm } from '@/components/layout/account-form'

export function JoinForm({ token, email, isNew }: { token: string; email: string; isNew: boolean }) {
  return (
    <AccountForm
      path="/api/v1/invitations/accept"
      email={email}
      askName={isNew}
      body={(): Record<string, string> => (isNew ? { token } : { token, name: email })}
      action={isNew ? 'Join' : 'Set the password'}
    />
  )
}
