'use client'

import { Search } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { AccountMenu } from '@/components/layout/account-menu'
import { Wordmark } from '@/components/layout/mark'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { useShell } from './nav-context'

export interface NavLink {
  href: string
  label: string
  icon: ReactNode
}

export interface Navigation {
  main: NavLink[]
  projects: NavLink[]
  end: NavLink[]
  person: { name: string; role: string }
}

/** Where one can go. The same list lies in the sheet on a phone. */
export function SideBar({ navigation, onGo }: { navigation: Navigation; onGo?(): void }) {
  const { openPalette } = useShell()
  const path = usePathname()
  const { main, projects, end, person } = navigation
  const inProject = projects.some(({ href }) => isIn(path, href))
  return (
    <nav aria-label="Main" className="flex h-full min-h-100 flex-col gap-0.5 p-2.5">
      <Link href="/projects" prefetch={false} onClick={onGo} className="flex h-8 shrink-0 items-center rounded-sm px-2">
        <Wordmark />
      </Link>
      <Button
        onPress={openPalette}
        keys="mod+k"
        icon={<Search aria-hidden="true" className="size-4 text-faint" strokeWidth={1.75} />}
        className="my-2 w-full shrink-0 justify-start font-normal text-muted"
      >
        <span className="flex-1 text-start">Search</span>
      </Button>
      {main.map((link) => (
        <NavItem
          key={link.href}
          link={link}
          current={isIn(path, link.href) && !(link.href === '/projects' && inProject)}
          onGo={onGo}
        />
      ))}
      {projects.length > 0 ? (
        <>
          <p className="shrink-0 px-2 pt-3.5 pb-1 font-medium text-faint text-xs">Projects</p>
          <ul className="flex min-h-0 flex-col gap-0.5 overflow-y-auto">
            {projects.map((link) => (
              <li key={link.href}>
                <NavItem link={link} current={isIn(path, link.href)} onGo={onGo} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <div className="mt-auto flex shrink-0 flex-col gap-0.5 pt-4">
        {end.map((link) => (
          <NavItem key={link.href} link={link} current={isIn(path, link.href)} onGo={onGo} />
        ))}
        <div className="mt-1 flex items-center gap-2 px-1.5 py-1">
          <AccountMenu name={person.name} />
          <span title={person.name} className="min-w-0 flex-1 truncate font-medium">
            {person.name}
          </span>
          <span className="text-faint text-xs">{person.role}</span>
        </div>
      </div>
    </nav>
  )
}

function NavItem({ link, current, onGo }: { link: NavLink; current: boolean; onGo: (() => void) | undefined }) {
  return (
    <Link
      href={link.href}
      prefetch={false}
      onClick={onGo}
      title={link.label}
      {...(current ? { 'aria-current': 'page' } : {})}
      className={cn(
        'flex h-7.5 shrink-0 items-center gap-2.25 rounded-[6px] px-2 font-medium text-muted hover:bg-hover hover:text-text focus-visible:-outline-offset-2 coarse:h-11',
        current && 'bg-active text-text hover:bg-active',
      )}
    >
      {link.icon}
      <span className="truncate">{link.label}</span>
    </Link>
  )
}

function isIn(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`)
}
