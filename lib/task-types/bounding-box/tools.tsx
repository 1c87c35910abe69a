'use client'

import { Hand, Maximize, Minus, MousePointer2, Plus, Redo2, SquareDashed, Undo2 } from 'lucide-react'
import type { StageTool } from '@/components/labeling/image-stage/stage-box'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { Swatch } from '@/components/ui/pill'
import { Tooltip } from '@/components/ui/tooltip'
import type { BoxAction, BoxEdits } from './box-edits'
import { labelColor } from './label-color'
import type { Config } from './schema'

const tools = [
  { tool: 'select', name: 'Select', keys: 'v', Icon: MousePointer2 },
  { tool: 'draw', name: 'Draw', keys: 'b', Icon: SquareDashed },
  { tool: 'hand', name: 'Hand', keys: 'h', Icon: Hand },
] as const

/** The dock of the box workspace: tools, steps back and forth, size, and 'nothing to box'. On a phone the labels stand above. */
export function BoxTools({
  edits,
  config,
  tool,
  disabled,
  zoom,
  onTool,
  act,
}: {
  edits: BoxEdits
  config: Config
  tool: StageTool
  disabled: boolean
  zoom: { percent: number; by(factor: number): void; fit(): void }
  onTool(tool: StageTool): void
  act(action: BoxAction): void
}) {
  return (
    <div className="flex w-full min-w-0 flex-col gap-2.5 max-sm:contain-inline-size">
      <LabelStrip edits={edits} config={config} act={act} />
      <div className="flex items-center justify-center gap-0.5 max-sm:justify-between">
        {tools.map(({ tool: name, name: label, keys, Icon }) => (
          <ToolButton
            key={name}
            label={label}
            keys={keys}
            pressed={tool === name}
            onPress={() => onTool(name)}
            className={name === 'hand' ? 'sm:max-md:hidden' : ''}
          >
            <Icon {...iconLook} />
          </ToolButton>
        ))}
        <Divider />
        <ToolButton
          label="Undo in this task"
          keys="mod+z"
          disabled={disabled || edits.past.length === 0}
          onPress={() => act({ do: 'undo' })}
        >
          <Undo2 {...iconLook} />
        </ToolButton>
        <ToolButton
          label="Redo in this task"
          keys="mod+shift+z"
          disabled={disabled || edits.future.length === 0}
          onPress={() => act({ do: 'redo' })}
        >
          <Redo2 {...iconLook} />
        </ToolButton>
        <Divider className="max-lg:hidden" />
        <ToolButton label="Further away" keys="-" className="max-lg:hidden" onPress={() => zoom.by(0.8)}>
          <Minus {...iconLook} />
        </ToolButton>
        <span dir="ltr" className="tabular w-14 text-center font-medium max-lg:hidden">
          {zoom.percent} %
        </span>
        <ToolButton label="Closer" keys="+" className="max-lg:hidden" onPress={() => zoom.by(1.25)}>
          <Plus {...iconLook} />
        </ToolButton>
        <ToolButton label="Fit the picture" keys="shift+1" onPress={zoom.fit}>
          <Maximize {...iconLook} />
        </ToolButton>
        <Divider className="max-sm:hidden" />
        <Button
          keys="0"
          aria-pressed={edits.nothing}
          isDisabled={disabled || edits.boxes.length > 0}
          onPress={() => act({ do: 'nothing' })}
          className={cn('max-sm:px-2', edits.nothing && 'border-accent bg-accent-soft ring-1 ring-accent')}
        >
          <span className="max-lg:sr-only">Nothing to box</span>
          <span aria-hidden="true" className="lg:hidden">
            None
          </span>
        </Button>
      </div>
    </div>
  )
}

const iconLook = { 'aria-hidden': true, className: 'size-4.5', strokeWidth: 1.75 } as const

function ToolButton({
  label,
  keys,
  pressed,
  disabled = false,
  className,
  onPress,
  children,
}: {
  label: string
  keys: string
  pressed?: boolean
  disabled?: boolean
  className?: string
  onPress(): void
  children: React.ReactNode
}) {
  return (
    <Tooltip text={label} keys={keys}>
      <Button
        variant="ghost"
        iconOnly
        keys={keys}
        aria-label={label}
        isDisabled={disabled}
        onPress={onPress}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        className={cn(
          'size-10 rounded-[9px] aria-pressed:bg-accent-soft aria-pressed:text-accent-text coarse:size-11 max-sm:aspect-auto max-sm:min-w-6 max-sm:shrink',
          className,
        )}
      >
        {children}
      </Button>
    </Tooltip>
  )
}

function Divider({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cn('mx-2 h-4.5 w-px shrink-0 bg-line-strong max-md:mx-0', className)} />
}

/** On a phone, where the panel is out of sight. */
function LabelStrip({ edits, config, act }: { edits: BoxEdits; config: Config; act(action: BoxAction): void }) {
  const current = edits.boxes.find((box) => box.id === edits.selectedId)?.label ?? edits.label
  return (
    <fieldset className="flex min-w-0 gap-1.5 overflow-x-auto p-0.5 sm:hidden">
      <legend className="sr-only">Label</legend>
      {config.labels.map((label) => (
        <button
          key={label.name}
          type="button"
          aria-pressed={label.name === current}
          onClick={() => act({ do: 'label', label: label.name })}
          className="inline-flex h-11 shrink-0 items-center gap-1.75 rounded-card border border-line-strong px-3.5 font-medium text-md aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:ring-1 aria-pressed:ring-accent"
        >
          <Swatch color={labelColor(label.color).color} className="size-3" />
          <span dir="auto">{label.name}</span>
        </button>
      ))}
    </fieldset>
  )
}
