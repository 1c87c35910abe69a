'use client'

import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useId, useMemo, useState } from 'react'
import { useHotkeys } from 'react-hotkeys-hook'
import { isInOverlay } from '@/components/labeling/key-target'

/** Something that can be done on the page in view: it stands in the command palette, with its key. */
export interface Command {
  id: string
  label: string
  /** Fainter, after the label. */
  detail?: string
  /** `c`, `e`: acts anywhere but in text fields and dialogs. */
  keys?: string
  href: string
}

interface CommandRegistry {
  commands: Command[]
  set(owner: string, commands: readonly Command[]): void
  remove(owner: string): void
}

const CommandsContext = createContext<CommandRegistry | null>(null)

export function CommandsProvider({ children }: { children: ReactNode }) {
  const [byOwner, setByOwner] = useState<ReadonlyMap<string, readonly Command[]>>(new Map())
  const set = useCallback((owner: string, commands: readonly Command[]) => {
    setByOwner((before) => new Map(before).set(owner, commands))
  }, [])
  const remove = useCallback((owner: string) => {
    setByOwner((before) => new Map([...before].filter(([id]) => id !== owner)))
  }, [])
  const registry = useMemo(() => ({ commands: [...byOwner.values()].flat(), set, remove }), [byOwner, set, remove])
  return <CommandsContext value={registry}>{children}</CommandsContext>
}

export function useCommands(): CommandRegistry {
  const registry = useContext(CommandsContext)
  if (!registry) throw new Error('Commands need the admin shell around them')
  return registry
}

/** Offers the commands of a page and listens for their keys while the page is in view. */
export function PageCommands({ commands }: { commands: readonly Command[] }) {
  const { set, remove } = useCommands()
  const owner = useId()
  const router = useRouter()
  // Pages hand over a new but equal list with each render.
  const written = JSON.stringify(commands)
  useEffect(() => {
    set(owner, commandsOf(written))
    return () => remove(owner)
  }, [owner, written, set, remove])
  const keys = commands.flatMap((command) => command.keys ?? [])
  useHotkeys(
    keys.length > 0 ? keys : ['f24'],
    (event) => {
      if (event.repeat || isInOverlay(event.target)) return
      const command = commands.find((candidate) => candidate.keys === event.key.toLowerCase())
      if (!command) return
      event.preventDefault()
      router.push(command.href)
    },
    { ignoreModifiers: false },
    [written, router],
  )
  return null
}

function commandsOf(json: string): Command[] {
  return JSON.parse(json)
}
