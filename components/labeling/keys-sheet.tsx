'use client'

import { Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Switch } from '@/components/ui/choices'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { KeyCap } from '@/components/ui/key-cap'
import { isMac } from '@/components/ui/platform'
import { keysOf, type LabelerAction, useActionRegistry } from './actions'
import { comboOfPress } from './key-combo'
import { changePreferences, useLabelingPreferences } from './preferences'

/** Every key that acts now, found by name, and the switches for people who look for speed. */
export function KeysSheet({
  isOpen,
  onOpenChange,
  oneKeyPossible,
}: {
  isOpen: boolean
  onOpenChange(open: boolean): void
  oneKeyPossible: boolean
}) {
  const [sought, setSought] = useState('')
  const [changing, setChanging] = useState(false)
  const { oneKey, singleKeys, keymap } = useLabelingPreferences()
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Keys"
      width={880}
      header={
        <>
          <Field
            label="Find an action"
            hideLabel
            placeholder="Find an action"
            value={sought}
            onChange={setSought}
            before={<Search aria-hidden="true" className="size-4 text-faint" strokeWidth={1.75} />}
            className="w-55 max-sm:w-36"
          />
          <Button
            variant="ghost"
            size="small"
            className="ms-auto"
            aria-pressed={changing}
            onPress={() => setChanging(!changing)}
          >
            {changing ? 'Done' : 'Change keys'}
          </Button>
        </>
      }
      footer={
        <div className="flex w-full flex-wrap items-center gap-x-6 gap-y-2 text-muted text-xs">
          <span className="me-auto">Plain letters and digits never act while a text field has the focus.</span>
          {Object.keys(keymap).length > 0 ? (
            <Button size="small" variant="ghost" onPress={() => changePreferences({ keymap: {} })}>
              Built-in keys again
            </Button>
          ) : null}
          <Switch isSelected={singleKeys} onChange={(on) => changePreferences({ singleKeys: on })}>
            Single keys
          </Switch>
          {oneKeyPossible ? (
            <Switch isSelected={oneKey} onChange={(on) => changePreferences({ oneKey: on })}>
              Choose and submit with one key
            </Switch>
          ) : null}
        </div>
      }
    >
      {isOpen ? <Columns sought={sought} changing={changing} /> : null}
    </Dialog>
  )
}

function Columns({ sought, changing }: { sought: string; changing: boolean }) {
  const registry = useActionRegistry()
  const groups = useMemo(() => grouped(registry.list()), [registry])
  const words = sought.trim().toLocaleLowerCase()
  return (
    <div className="grid gap-x-10 gap-y-5 pt-2 sm:grid-cols-2 lg:grid-cols-3">
      {groups.map(([name, actions]) => {
        const found = actions.filter((action) => action.label.toLocaleLowerCase().includes(words))
        if (found.length === 0) return null
        return (
          <section key={name}>
            <h3 className="mb-1.5 font-semibold">{name}</h3>
            <ul>
              {found.map((action) => (
                <li key={action.id} className="flex min-h-7.5 items-center gap-3">
                  <span className="min-w-0 flex-1 text-muted">{action.label}</span>
                  <ActionKeys action={action} changing={changing} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

function ActionKeys({ action, changing }: { action: LabelerAction; changing: boolean }) {
  const { keymap } = useLabelingPreferences()
  const [recording, setRecording] = useState(false)
  const keys = keysOf(action, keymap)
  const caps =
    keys.length === 0 ? (
      <span className="text-faint text-xs">off</span>
    ) : (
      keys.map((key) => <KeyCap key={key} keys={key} className="coarse:inline-flex" />)
    )
  if (!changing) return <span className="flex flex-wrap justify-end gap-1">{caps}</span>
  return (
    <Button
      size="small"
      variant={recording ? 'outline' : 'ghost'}
      aria-label={`Change the key of ${action.label}. Delete switches it off.`}
      onPress={() => setRecording(true)}
      onBlur={() => setRecording(false)}
      onKeyDown={(event) => {
        if (!recording) return event.continuePropagation()
        const combo = comboOfPress(event, isMac())
        if (combo === null) return
        if (combo === 'escape') return setRecording(false)
        const isOff = combo === 'delete' || combo === 'backspace'
        changePreferences({ keymap: { ...keymap, [action.id]: isOff ? [] : [combo] } })
        setRecording(false)
      }}
    >
      {recording ? 'Press a key' : caps}
    </Button>
  )
}

/** Everywhere first, then each task type's own, then what acts while typing. */
function grouped(actions: readonly LabelerAction[]): [string, LabelerAction[]][] {
  const groups = new Map<string, LabelerAction[]>([['Everywhere', []]])
  const typing: LabelerAction[] = []
  for (const action of actions) {
    if (action.hidden) continue
    const name = action.group ?? 'This task'
    if (action.inText) typing.push(action)
    else groups.set(name, [...(groups.get(name) ?? []), action])
  }
  return [...groups, ['While typing', typing] satisfies [string, LabelerAction[]]]
}
