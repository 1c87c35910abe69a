'use client'

import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { shown } from '@/components/labeling/image-stage/stage-box'
import { PanelSection } from '@/components/labeling/slots'
import { Button } from '@/components/ui/button'
import { Swatch } from '@/components/ui/pill'
import type { BoxAction, EditedBox } from './box-edits'
import { labelColor } from './label-color'
import type { Config } from './schema'

const sides = [
  ['x', 'x', 'Left edge'],
  ['y', 'y', 'Upper edge'],
  ['width', 'w', 'Width'],
  ['height', 'h', 'Height'],
] as const

/** Place and size of the selected box in numbers: the way to move it without dragging. */
export function ChosenBox({
  box,
  config,
  disabled,
  act,
}: {
  box: EditedBox
  config: Config
  disabled: boolean
  act(action: BoxAction): void
}) {
  const color = config.labels.find((label) => label.name === box.label)?.color ?? 'label-1'
  const fixed = disabled || box.locked
  return (
    <PanelSection
      title={
        <>
          <Swatch color={labelColor(color).color} className="size-3" />
          <span className="min-w-0 truncate" dir="auto">
            {box.label}
          </span>
        </>
      }
      aside={box.locked ? 'locked' : 'selected'}
    >
      <div className="grid grid-cols-2 gap-1.5">
        {sides.map(([side, letter, name]) => (
          <PixelField
            key={`${side} ${box[side]}`}
            letter={letter}
            name={name}
            value={box[side]}
            disabled={fixed}
            onCommit={(value) => act({ do: 'place', id: box.id, rect: { ...box, [side]: value } })}
          />
        ))}
      </div>
      <Button
        variant="ghost"
        size="small"
        className="-ms-2 mt-2"
        isDisabled={fixed}
        keys="delete"
        icon={<Trash2 aria-hidden="true" className="size-4" strokeWidth={1.75} />}
        onPress={() => act({ do: 'remove', id: box.id })}
      >
        Delete
      </Button>
    </PanelSection>
  )
}

/** A number that takes effect when the field is left, on Enter, and with the arrows up and down. */
function PixelField({
  letter,
  name,
  value,
  disabled,
  onCommit,
}: {
  letter: string
  name: string
  value: number
  disabled: boolean
  onCommit(value: number): void
}) {
  const [text, setText] = useState(shown(value))
  const commit = (next: number) => {
    if (Number.isFinite(next) && text.trim() !== '') onCommit(next)
    setText(shown(value))
  }
  return (
    <label className="flex h-7 items-center gap-1.5 rounded-control border border-line-control bg-surface px-2 focus-within:border-focus focus-within:outline-1 focus-within:outline-focus focus-within:-outline-offset-2 coarse:h-11">
      <span aria-hidden="true" className="w-2.5 text-2xs text-faint">
        {letter}
      </span>
      <span className="sr-only">{`${name}, pixels`}</span>
      <input
        inputMode="decimal"
        value={text}
        disabled={disabled}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => commit(Number(text))}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit(Number(text))
          if (event.key === 'ArrowUp') commit(Number(text) + (event.shiftKey ? 10 : 1))
          if (event.key === 'ArrowDown') commit(Number(text) - (event.shiftKey ? 10 : 1))
          if (event.key.startsWith('Arrow') && event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')
            event.preventDefault()
        }}
        className="tabular h-full w-full min-w-0 bg-transparent outline-none focus-visible:outline-none disabled:text-disabled"
      />
    </label>
  )
}
