'use client'

import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { CheckboxGroup, Label } from 'react-aria-components'
import { Card } from '@/components/admin/card'
import { Moment } from '@/components/admin/moment'
import { Notice } from '@/components/admin/notice'
import { ShownOnce } from '@/components/admin/shown-once'
import { useAction } from '@/components/admin/use-action'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choices'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Chip } from '@/components/ui/pill'
import { Select } from '@/components/ui/select'
import { EmptyState } from '@/components/ui/states'
import { createTokenAction, revokeTokenAction } from './actions'

interface TokenRow {
  id: string
  name: string
  scopes: string[]
  projectId: string | null
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
}

const scopeOptions = [
  { value: 'label', label: 'label', what: 'claim tasks and submit answers' },
  { value: 'read', label: 'read', what: 'read projects, agreement and exports' },
  { value: 'manage', label: 'manage', what: 'make projects, import, invite' },
  { value: 'exports:write', label: 'exports:write', what: 'make exports' },
] as const

const lifetimes = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
  { value: 'never', label: 'until revoked' },
] as const

const anywhere = 'anywhere'

export function Tokens({
  tokens,
  projects,
}: {
  tokens: readonly TokenRow[]
  projects: readonly { id: string; name: string }[]
}) {
  const [making, setMaking] = useState(false)
  const { run, refusal } = useAction(revokeTokenAction)
  const nameOf = new Map(projects.map(({ id, name }) => [id, name]))
  const make = (
    <Button
      size="small"
      icon={<Plus aria-hidden="true" className="size-4" strokeWidth={1.75} />}
      onPress={() => setMaking(true)}
    >
      New token
    </Button>
  )
  return (
    <Card title="Your tokens" aside={make}>
      {refusal ? (
        <Notice tone="danger" className="mx-4 mb-3">
          {refusal.message}
        </Notice>
      ) : null}
      {tokens.length === 0 ? (
        <EmptyState
          icon={<KeyRound aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
          title="No tokens"
          className="border-line border-t"
        >
          Scripts sign in with a token instead of your password.
        </EmptyState>
      ) : (
        <ul className="*:border-line *:border-t">
          {tokens.map((token) => (
            <li key={token.id} className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-2.5">
              <span className="min-w-48 flex-1">
                <b className="block truncate font-medium">{token.name}</b>
                <span className="block text-muted text-xs">
                  {token.projectId === null ? 'all your projects' : (nameOf.get(token.projectId) ?? 'one project')}
                  {' · '}
                  {token.lastUsedAt === null ? 'never used' : 'used '}
                  {token.lastUsedAt === null ? null : <Moment iso={token.lastUsedAt} />}
                  {' · '}
                  {token.expiresAt === null ? 'until revoked' : 'until '}
                  {token.expiresAt === null ? null : <Moment iso={token.expiresAt} as="date" />}
                </span>
              </span>
              {token.scopes.map((scope) => (
                <Chip key={scope}>{scope}</Chip>
              ))}
              <Button
                variant="danger"
                size="small"
                aria-label={`Revoke ${token.name}`}
                onPress={() => void run({ id: token.id })}
              >
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      )}
      {making ? <NewToken projects={projects} onClose={() => setMaking(false)} /> : null}
    </Card>
  )
}

function NewToken({ projects, onClose }: { projects: readonly { id: string; name: string }[]; onClose(): void }) {
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<string[]>(['read'])
  const [project, setProject] = useState<string>(anywhere)
  const [days, setDays] = useState<string>('90')
  const [secret, setSecret] = useState<string | null>(null)
  const { run, isSending, errorOf, errorBeside } = useAction(createTokenAction, ({ token }) => setSecret(token))
  if (secret !== null) {
    return (
      <Dialog isOpen onOpenChange={onClose} title="Token made" footer={<Button onPress={onClose}>Done</Button>}>
        <ShownOnce label={name} value={secret} hint="Only its hash is kept: it is not shown again." />
      </Dialog>
    )
  }
  const create = () =>
    run({
      name,
      scopes,
      projectId: project === anywhere ? null : project,
      expiresInDays: days === 'never' ? null : Number(days),
    })
  const refusal = errorBeside(['name', 'scopes'])
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title="New token"
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="ink"
            waiting={isSending}
            isDisabled={name.trim() === '' || scopes.length === 0}
            onPress={() => void create()}
          >
            Make the token
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field
          label="Name"
          hint="What will use it: “nightly export”."
          isRequired
          autoFocus
          value={name}
          onChange={setName}
          error={errorOf('name')}
        />
        <CheckboxGroup value={scopes} onChange={setScopes} className="flex flex-col gap-1">
          <Label className="mb-1 font-medium">Scopes</Label>
          {scopeOptions.map(({ value, label, what }) => (
            <Checkbox key={value} value={value}>
              <span>
                <code className="font-mono text-xs">{label}</code> <span className="text-muted">{what}</span>
              </span>
            </Checkbox>
          ))}
          {errorOf('scopes') ? <p className="text-danger-text text-xs">{errorOf('scopes')}</p> : null}
        </CheckboxGroup>
        <Select
          label="Project"
          options={[
            { value: anywhere, label: 'All your projects' },
            ...projects.map(({ id, name: title }) => ({ value: id, label: title })),
          ]}
          value={project}
          onChange={setProject}
        />
        <Select label="Lasts" options={lifetimes} value={days} onChange={setDays} />
        {refusal ? <Notice tone="danger">{refusal}</Notice> : null}
      </div>
    </Dialog>
  )
}
