'use client'

import { createContext, type ReactNode, useContext, useEffect, useId, useLayoutEffect, useMemo, useRef } from 'react'
import { useHotkeys } from 'react-hotkeys-hook'
import { isMac } from '@/components/ui/platform'
import { matchesKey, parseKeyCombo, splitKeys } from './key-combo'
import { controlTakesKey, isInOverlay, isTextField } from './key-target'
import { useLabelingPreferences } from './preferences'

/** Something a labeler can do with a key. It stands in the keys sheet under its label. */
export interface LabelerAction {
  /** Unique and lasting, `bounding-box.draw`: remapped keys are stored under it. */
  id: string
  /** `u`, `mod+shift+d`, `1`, `=`, `arrowup`; several in a list or after commas. */
  keys: string | readonly string[]
  /** As the keys sheet says it: 'Draw a box'. */
  label: string
  run(event: KeyboardEvent): void
  /** Heading in the keys sheet; the task type's name is usual. */
  group?: string
  /** Acts while a text field has the focus; give such keys Mod, or they would take letters away from the writer. */
  inText?: boolean
  /** Acts again while the key is held. */
  repeat?: boolean
  disabled?: boolean
  /** Works, but is left out of the keys sheet (the second to ninth of a row of digits, say). */
  hidden?: boolean
}

interface Registration {
  layer: number
  actions: readonly LabelerAction[]
}

export interface ActionRegistry {
  registrations: Map<string, Registration>
  /** Every action in view now, the task type's before the frame's. */
  list(): LabelerAction[]
}

const ActionsContext = createContext<ActionRegistry | null>(null)

/** Listens for the keys of every `useLabelerActions` below it. */
export function ActionsProvider({ children }: { children: ReactNode }) {
  const registry = useMemo<ActionRegistry>(() => {
    const registrations = new Map<string, Registration>()
    return {
      registrations,
      list: () =>
        [...registrations.values()].sort((a, b) => b.layer - a.layer).flatMap((registration) => registration.actions),
    }
  }, [])
  const { keymap, singleKeys } = useLabelingPreferences()
  const mac = useRef(false)
  useEffect(() => {
    mac.current = isMac()
  }, [])

  useHotkeys(
    '*',
    (event) => {
      if (event.defaultPrevented || event.isComposing || isInOverlay(event.target)) return
      const action = registry.list().find((candidate) => actsOn(candidate, event, keymap, singleKeys, mac.current))
      if (!action) return
      event.preventDefault()
      action.run(event)
    },
    { enableOnFormTags: true, enableOnContentEditable: true },
    [registry, keymap, singleKeys],
  )
  return <ActionsContext value={registry}>{children}</ActionsContext>
}

export function useActionRegistry(): ActionRegistry {
  const registry = useContext(ActionsContext)
  if (!registry) throw new Error('useLabelerActions needs an ActionsProvider above it')
  return registry
}

/** Offers these actions while the component is mounted. A task type's keys win over the frame's (`layer` 0). */
export function useLabelerActions(actions: readonly LabelerAction[], layer = 1): void {
  const registry = useActionRegistry()
  const id = useId()
  useLayoutEffect(() => {
    registry.registrations.set(id, { layer, actions })
  })
  useLayoutEffect(
    () => () => {
      registry.registrations.delete(id)
    },
    [registry, id],
  )
}

/** The keys of an action as they are now: the labeler's own, else the built-in ones. */
export function keysOf(action: Pick<LabelerAction, 'id' | 'keys'>, keymap: Record<string, string[]>): string[] {
  return keymap[action.id] ?? splitKeys(action.keys)
}

function actsOn(
  action: LabelerAction,
  event: KeyboardEvent,
  keymap: Record<string, string[]>,
  singleKeys: boolean,
  mac: boolean,
): boolean {
  if (action.disabled || (event.repeat && !action.repeat)) return false
  if (isTextField(event.target) && !action.inText) return false
  return keysOf(action, keymap).some((text) => {
    const combo = parseKeyCombo(text)
    const isSingle = combo.key.length === 1 && !combo.mod && !combo.ctrl && !combo.meta && !combo.alt
    if (isSingle && !singleKeys) return false
    return matchesKey(event, combo, mac) && !controlTakesKey(event.target, combo.key)
  })
}
