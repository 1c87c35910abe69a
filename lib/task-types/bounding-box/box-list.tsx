'use client'

import { Eye, EyeOff, Lock, LockOpen } from 'lucide-react'
import { memo, useEffect, useRef } from 'react'
import { shown } from '@/components/labeling/image-stage/stage-box'
import { PanelSection } from '@/components/labeling/slots'
import { cn } from '@/components/ui/class-names'
import { KeyCap } from '@/components/ui/key-cap'
import { Swatch } from '@/components/ui/pill'
import type { BoxAction, EditedBox } from './box-edits'
import { labelColor } from './label-color'
import type { Config } from './schema'

type Act = (action: BoxAction) => void

/** The boxes of the stage once more, as a list. */
export function BoxList({
  boxes,
  selectedId,
  config,
  act,
}: {
  boxes: readonly EditedBox[]
  selectedId: number | null
  config: Config
  act: Act
}) {
  return (
    <PanelSection
      title={
        <>
          Boxes <span className="tabular font-normal text-faint">{boxes.length}</span>
        </>
      }
      aside={
        boxes.length > 0 ? (
          <>
            <KeyCap keys="tab" /> next
          </>
        ) : null
      }
    >
      {boxes.length === 0 ? (
        <p className="text-muted">None yet. Drag over the picture, or press B and use the arrows and Enter.</p>
      ) : (
        <ul className="-mx-2 max-h-90 overflow-y-auto">
          {boxes.map((box) => (
            <BoxRow
              key={box.id}
              box={box}
              color={config.labels.find((label) => label.name === box.label)?.color ?? 'label-1'}
              selected={box.id === selectedId}
              act={act}
            />
          ))}
        </ul>
      )}
    </PanelSection>
  )
}

const BoxRow = memo(function BoxRow({
  box,
  color,
  selected,
  act,
}: {
  box: EditedBox
  color: string
  selected: boolean
  act: Act
}) {
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  const size = `${shown(box.width)} × ${shown(box.height)}`
  return (
    <li
      ref={row}
      className={cn(
        'group flex min-h-8 items-center rounded-control hover:bg-hover coarse:min-h-11',
        selected && 'bg-accent-soft hover:bg-accent-soft',
      )}
      style={{ contentVisibility: 'auto', containIntrinsicHeight: 'auto 32px' }}
    >
      <button
        type="button"
        aria-pressed={selected}
        onClick={() => act({ do: 'select', id: selected ? null : box.id })}
        className="flex min-h-8 min-w-0 flex-1 items-center gap-2.25 rounded-control px-2 text-start focus-visible:-outline-offset-2"
      >
        <Swatch color={labelColor(color).color} className="size-3" />
        <span
          className={cn('min-w-0 flex-1 truncate', selected && 'font-medium', box.hidden && 'text-faint line-through')}
          dir="auto"
        >
          {box.label}
        </span>
        <span dir="ltr" className="tabular text-faint text-xs">
          {size}
        </span>
      </button>
      <RowSwitch
        on={box.hidden}
        shown={selected || box.hidden}
        label={`Hide ${box.label}, ${size}`}
        icon={box.hidden ? <EyeOff {...icon} /> : <Eye {...icon} />}
        onPress={() => act({ do: 'hide', id: box.id })}
      />
      <RowSwitch
        on={box.locked}
        shown={selected || box.locked}
        label={`Lock ${box.label}, ${size}`}
        icon={box.locked ? <Lock {...icon} /> : <LockOpen {...icon} />}
        onPress={() => act({ do: 'lock', id: box.id })}
      />
    </li>
  )
})

const icon = { 'aria-hidden': true, className: 'size-3.5', strokeWidth: 1.75 } as const

function RowSwitch(props: { on: boolean; shown: boolean; label: string; icon: React.ReactNode; onPress(): void }) {
  return (
    <button
      type="button"
      aria-pressed={props.on}
      aria-label={props.label}
      onClick={props.onPress}
      className={cn(
        'flex size-7 shrink-0 items-center justify-center rounded-sm text-faint hover:text-text focus-visible:opacity-100 group-hover:opacity-100 coarse:size-11 coarse:opacity-100',
        !props.shown && 'opacity-0',
      )}
    >
      {props.icon}
    </button>
  )
}
