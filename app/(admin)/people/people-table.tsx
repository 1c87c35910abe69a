'use client'

import { EllipsisVertical, Search } from 'lucide-react'
import { useState } from 'react'
import { Card } from '@/components/admin/card'
import { Moment } from '@/components/admin/moment'
import { Notice } from '@/components/admin/notice'
import { countOf } from '@/components/admin/numbers'
import { phoneRow } from '@/components/admin/phone-row'
import { ShownOnce } from '@/components/admin/shown-once'
import { useAction } from '@/components/admin/use-action'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Menu, MenuItem } from '@/components/ui/menu'
import { Pill } from '@/components/ui/pill'
import { Select } from '@/components/ui/select'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, TableRowHeader } from '@/components/ui/table'
import { changeUserAction, endSessionsAction, newPasswordAction } from './actions'

interface PersonRow {
  id: string
  email: string
  name: string
  role: string
  disabled: boolean
  createdAt: string
}

const roleOptions = [
  { value: 'labeler', label: 'Labeler' },
  { value: 'reviewer', label: 'Reviewer' },
  { value: 'manager', label: 'Manager' },
  { value: 'admin', label: 'Admin' },
] as const

const shownAtFirst = 100

/** Everyone; roles are changed in the row. */
export function PeopleTable({ people, myId }: { people: readonly PersonRow[]; myId: string }) {
  const [filter, setFilter] = useState('')
  const [most, setMost] = useState(shownAtFirst)
  const [link, setLink] = useState<{ name: string; link: string } | null>(null)
  const change = useAction(changeUserAction)
  const end = useAction(endSessionsAction)
  const sought = filter.trim().toLocaleLowerCase()
  const found = people.filter(({ name, email }) => `${name} ${email}`.toLocaleLowerCase().includes(sought))
  const problem = change.refusal ?? end.refusal
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Field
          label="Find by name or e-mail"
          hideLabel
          placeholder="Name or e-mail"
          value={filter}
          onChange={setFilter}
          before={<Search aria-hidden="true" className="size-4 text-faint" strokeWidth={1.75} />}
          className="w-full max-w-80"
        />
        <span role="status" className="text-muted text-xs">
          {countOf(found.length, 'person', 'people')}
        </span>
      </div>
      {problem ? <Notice tone="danger">{problem.message}</Notice> : null}
      <Card>
        <Table label="People">
          <TableHead className="max-sm:sr-only">
            <TableRow>
              <TableHeader>Name</TableHeader>
              <TableHeader>Role</TableHeader>
              <TableHeader>State</TableHeader>
              <TableHeader>Since</TableHeader>
              <TableHeader>More</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {found.slice(0, most).map((person) => (
              <TableRow key={person.id} className={cn('hover:bg-hover', phoneRow)}>
                <TableRowHeader className="h-12.5 min-w-56">
                  <span className="flex items-center gap-3">
                    <Avatar name={person.name} large />
                    <span className="min-w-0">
                      <span title={person.name} className="block max-w-72 truncate">
                        {person.name}
                      </span>
                      <span className="block truncate font-normal text-muted text-xs">{person.email}</span>
                    </span>
                  </span>
                </TableRowHeader>
                <TableCell className="max-sm:order-2">
                  <RoleCell
                    person={person}
                    isMe={person.id === myId}
                    onChange={(role) => void change.run({ id: person.id, change: { role } })}
                  />
                </TableCell>
                <TableCell className="max-sm:order-3">
                  {person.disabled ? <Pill tone="warn">disabled</Pill> : <span className="text-muted">active</span>}
                </TableCell>
                <TableCell className="whitespace-nowrap text-muted max-sm:hidden">
                  <Moment iso={person.createdAt} as="date" />
                </TableCell>
                <TableCell className="max-sm:order-1">
                  {person.id === myId ? (
                    <span className="text-faint text-xs">you</span>
                  ) : (
                    <PersonMenu
                      person={person}
                      onLink={(made) => setLink({ name: person.name, link: made })}
                      toggle={() => void change.run({ id: person.id, change: { disabled: !person.disabled } })}
                      endSessions={() => void end.run({ id: person.id })}
                    />
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
        {found.length === 0 ? <p className="px-4 py-6 text-center text-muted">Nobody of that name.</p> : null}
        {found.length > most ? (
          <div className="border-line border-t px-4 py-2">
            <Button variant="ghost" size="small" onPress={() => setMost(most + 400)}>
              Show more
            </Button>
          </div>
        ) : null}
      </Card>
      <Dialog
        isOpen={link !== null}
        onOpenChange={() => setLink(null)}
        title={`New password for ${link?.name ?? ''}`}
        footer={<Button onPress={() => setLink(null)}>Done</Button>}
      >
        <ShownOnce
          label="Link"
          value={link?.link ?? ''}
          hint="Send it yourself; nothing was mailed. It works once, for seven days, and is not shown again."
        />
      </Dialog>
    </>
  )
}

function RoleCell({
  person,
  isMe,
  onChange,
}: {
  person: PersonRow
  isMe: boolean
  onChange(role: (typeof roleOptions)[number]['value']): void
}) {
  const role = roleOptions.find(({ value }) => value === person.role)
  if (isMe || role === undefined) return role?.label ?? person.role
  return (
    <Select
      label={`Role of ${person.name}`}
      hideLabel
      options={roleOptions}
      value={role.value}
      onChange={(changed) => {
        if (changed !== role.value) onChange(changed)
      }}
      className="w-32"
    />
  )
}

function PersonMenu({
  person,
  onLink,
  toggle,
  endSessions,
}: {
  person: PersonRow
  onLink(link: string): void
  toggle(): void
  endSessions(): void
}) {
  const password = useAction(newPasswordAction, ({ link }) => onLink(link))
  return (
    <span className="flex items-center gap-2">
      <Menu
        label={`More for ${person.name}`}
        trigger={
          <Button
            variant="ghost"
            size="small"
            iconOnly
            waiting={password.isSending}
            aria-label={`More for ${person.name}`}
          >
            <EllipsisVertical aria-hidden="true" className="size-4" strokeWidth={1.75} />
          </Button>
        }
      >
        <MenuItem onAction={() => void password.run({ id: person.id })}>Link for a new password</MenuItem>
        <MenuItem onAction={endSessions}>Sign out everywhere</MenuItem>
        <MenuItem danger={!person.disabled} onAction={toggle}>
          {person.disabled ? 'Let them in again' : 'Disable the account'}
        </MenuItem>
      </Menu>
      {password.refusal ? <span className="text-danger-text text-xs">{password.refusal.message}</span> : null}
    </span>
  )
}
