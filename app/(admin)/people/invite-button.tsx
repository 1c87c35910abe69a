'use client'

import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useHotkeys } from 'react-hotkeys-hook'
import { Notice } from '@/components/admin/notice'
import { ShownOnce } from '@/components/admin/shown-once'
import { useAction } from '@/components/admin/use-action'
import { isInOverlay } from '@/components/labeling/key-target'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { inviteAction } from './actions'

type Role = 'labeler' | 'reviewer' | 'manager' | 'admin'

const roleOptions: readonly { value: Role; label: string }[] = [
  { value: 'labeler', label: 'Labeler' },
  { value: 'reviewer', label: 'Reviewer' },
  { value: 'manager', label: 'Manager' },
  { value: 'admin', label: 'Admin' },
]

const everywhere = 'everywhere'

/** Asks for an address and a role and gives the link, once. */
export function InviteButton({
  projectId = null,
  projects = [],
  mayMakeAdmins,
  size = 'normal',
}: {
  /** The one project people are invited into; null lets one choose. */
  projectId?: string | null
  projects?: readonly { id: string; name: string }[]
  mayMakeAdmins: boolean
  size?: 'normal' | 'small'
}) {
  const [open, setOpen] = useState(false)
  useHotkeys('i', (event) => {
    if (!event.repeat && !isInOverlay(event.target)) setOpen(true)
  })
  return (
    <>
      <Button
        variant={size === 'small' ? 'outline' : 'ink'}
        size={size}
        keys="i"
        icon={<UserPlus aria-hidden="true" className="size-4" strokeWidth={1.75} />}
        onPress={() => setOpen(true)}
      >
        Invite
      </Button>
      {open ? (
        <InviteDialog
          projectId={projectId}
          projects={projects}
          mayMakeAdmins={mayMakeAdmins}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  )
}

function InviteDialog({
  projectId,
  projects,
  mayMakeAdmins,
  onClose,
}: {
  projectId: string | null
  projects: readonly { id: string; name: string }[]
  mayMakeAdmins: boolean
  onClose(): void
}) {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('labeler')
  const [project, setProject] = useState<string>(projectId ?? everywhere)
  const [link, setLink] = useState<{ link: string; email: string } | null>(null)
  const invite = useAction(inviteAction, (made) => setLink({ link: made.link, email }))
  const isAdmin = role === 'admin'
  const send = () => invite.run({ email, role, projectId: isAdmin || project === everywhere ? null : project })
  const refusal = invite.errorBeside(['email'])
  if (link !== null) {
    return (
      <Dialog isOpen onOpenChange={onClose} title="Invitation made" footer={<Button onPress={onClose}>Done</Button>}>
        <ShownOnce
          label={`Link for ${link.email}`}
          value={link.link}
          hint="Send it yourself; nothing was mailed. It works once, for seven days, and is not shown again."
        />
      </Dialog>
    )
  }
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title="Invite someone"
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="ink" waiting={invite.isSending} isDisabled={email.trim() === ''} onPress={() => void send()}>
            Make a link
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Field
          label="E-mail address"
          type="email"
          isRequired
          autoFocus
          autoComplete="off"
          value={email}
          onChange={setEmail}
          error={invite.errorOf('email')}
        />
        <div className="flex flex-col gap-1.5">
          <span className="font-medium">Role</span>
          <Segmented<Role>
            label="Role"
            options={mayMakeAdmins ? roleOptions : roleOptions.filter(({ value }) => value !== 'admin')}
            value={role}
            onChange={setRole}
            className="flex"
            partClassName="flex-1"
          />
          <span className="text-faint text-xs">{whatRolesDo[role]}</span>
        </div>
        {projectId === null && !isAdmin && projects.length > 0 ? (
          <Select
            label="Member of"
            options={[
              { value: everywhere, label: 'No project yet' },
              ...projects.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={project}
            onChange={setProject}
            hint="A labeler may label every project that is open to everyone, and those they are a member of."
          />
        ) : null}
        {refusal ? <Notice tone="danger">{refusal}</Notice> : null}
      </form>
    </Dialog>
  )
}

const whatRolesDo: Record<Role, string> = {
  labeler: 'Labels what is open to them.',
  reviewer: 'Labels, and sees agreement and disputed answers without names.',
  manager: 'Runs the projects they are a member of.',
  admin: 'Everything, in every project.',
}
