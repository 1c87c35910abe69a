'use client'

import { ArrowRight, Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from 'react-aria-components'
import { KeyCap } from '@/components/ui/key-cap'
import { type Command, useCommands } from './commands'
import type { Navigation, NavLink } from './side-bar'

/** Every action of the page in view with its key, then the rest of the house. */
export function CommandPalette({
  isOpen,
  onClose,
  navigation,
}: {
  isOpen: boolean
  onClose(): void
  navigation: Navigation
}) {
  const { commands } = useCommands()
  const { contains } = useFilter({ sensitivity: 'base' })
  const router = useRouter()
  const go = (href: string) => {
    onClose()
    router.push(href)
  }
  const { main, projects, end } = navigation
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onClose}
      isDismissable
      className="fixed inset-0 z-(--z-scrim) flex items-start justify-center bg-scrim p-3 pt-[14vh]"
    >
      <Modal className="w-full max-w-160 overflow-hidden rounded-dialog bg-raised shadow-dialog data-entering:rising">
        <Dialog aria-label="Commands" data-overlay="" className="flex max-h-[70dvh] flex-col outline-none">
          <Autocomplete filter={contains}>
            <SearchField aria-label="Search commands and projects" autoFocus className="flex items-center gap-3 px-4.5">
              <Search aria-hidden="true" className="size-4 text-faint" strokeWidth={1.75} />
              <Input
                placeholder="What would you like to do?"
                className="h-13 min-w-0 flex-1 bg-transparent text-md outline-none focus-visible:outline-none [&::-webkit-search-cancel-button]:hidden"
              />
              <KeyCap keys="esc" />
            </SearchField>
            <section
              aria-label="List of commands"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
              tabIndex={0}
              className="min-h-0 overflow-y-auto border-line border-t focus-visible:-outline-offset-2"
            >
              <Menu
                aria-label="Commands"
                renderEmptyState={() => <p className="px-3 py-6 text-center text-muted">Nothing of that name.</p>}
                className="p-1.5 outline-none"
              >
                {commands.length > 0 ? (
                  <Section title="On this page">
                    {commands.map((command) => (
                      <Item key={command.id} command={command} go={go} />
                    ))}
                  </Section>
                ) : null}
                <Section title="Anywhere">
                  {[...main, ...end].map((link) => (
                    <Item key={link.href} command={commandOf(link)} icon={link.icon} go={go} />
                  ))}
                </Section>
                {projects.length > 0 ? (
                  <Section title="Projects">
                    {projects.map((link) => (
                      <Item key={link.href} command={commandOf(link)} icon={link.icon} go={go} />
                    ))}
                  </Section>
                ) : null}
              </Menu>
            </section>
          </Autocomplete>
          <p className="flex items-center gap-1.5 border-line border-t px-4 py-2 text-faint text-xs coarse:hidden">
            <KeyCap keys="arrowup" /> <KeyCap keys="arrowdown" /> choose
            <KeyCap keys="enter" className="ms-2" /> do it
          </p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function commandOf({ href, label }: NavLink): Command {
  return { id: href, label, href }
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <MenuSection aria-label={title}>
      <Header className="px-2.5 pt-2 pb-1 font-medium text-faint text-xs">{title}</Header>
      {children}
    </MenuSection>
  )
}

function Item({ command, icon, go }: { command: Command; icon?: ReactNode; go(href: string): void }) {
  return (
    <MenuItem
      id={command.id}
      textValue={`${command.label} ${command.detail ?? ''}`}
      onAction={() => go(command.href)}
      className="flex min-h-9.5 cursor-default items-center gap-3 rounded-[6px] px-2.5 outline-none data-focused:bg-accent-soft coarse:min-h-11"
    >
      <span className="shrink-0 text-muted">
        {icon ?? <ArrowRight aria-hidden="true" className="flip-rtl size-4" strokeWidth={1.75} />}
      </span>
      <span className={command.detail ? 'shrink-0 font-medium' : 'min-w-0 truncate font-medium'}>{command.label}</span>
      {command.detail ? <span className="min-w-0 truncate text-faint">{command.detail}</span> : null}
      {command.keys ? <KeyCap keys={command.keys} className="ms-auto" /> : null}
    </MenuItem>
  )
}
