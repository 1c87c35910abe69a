'use client'

import { LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Button as AriaButton } from 'react-aria-components'
import { Avatar } from '@/components/ui/avatar'
import { Menu, MenuItem, MenuSection, MenuSeparator } from '@/components/ui/menu'
import { setTheme } from './theme'

const small = { 'aria-hidden': true, className: 'size-4', strokeWidth: 1.75 } as const

/** Ends the session on the server. Answers that wait on this device stay, and are sent after the next sign-in. */
async function signOutHere() {
  const { signOut } = await import('next-auth/react')
  await signOut({ callbackUrl: '/sign-in' })
}

/** Who is signed in; theme and sign-out. */
export function AccountMenu({
  name,
  links = [],
}: {
  name: string
  links?: readonly { href: string; label: string }[]
}) {
  const router = useRouter()
  return (
    <Menu
      label="Account"
      trigger={
        <AriaButton aria-label={`Account of ${name}`} className="rounded-full coarse:p-2">
          <Avatar name={name} large />
        </AriaButton>
      }
    >
      <MenuSection title={name}>
        {links.map((link) => (
          <MenuItem key={link.href} onAction={() => router.push(link.href)}>
            {link.label}
          </MenuItem>
        ))}
        <MenuItem icon={<Monitor {...small} />} onAction={() => setTheme('system')}>
          Theme of the system
        </MenuItem>
        <MenuItem icon={<Sun {...small} />} onAction={() => setTheme('light')}>
          Light
        </MenuItem>
        <MenuItem icon={<Moon {...small} />} onAction={() => setTheme('dark')}>
          Dark
        </MenuItem>
      </MenuSection>
      <MenuSeparator />
      <MenuItem icon={<LogOut {...small} />} onAction={signOutHere}>
        Sign out
      </MenuItem>
    </Menu>
  )
}
