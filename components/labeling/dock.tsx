'use client'

import { Flag, SkipForward, SquarePen, Undo2 } from 'lucide-react'
import { type ReactNode, type RefObject, useEffect, useState } from 'react'
import { Focusable } from 'react-aria-components'
import { Button, buttonClasses } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { KeyCap } from '@/components/ui/key-cap'
import { Tooltip } from '@/components/ui/tooltip'
import { keysOf } from './actions'
import { useLabelingPreferences } from './preferences'
import type { Undoable } from './session-view'
import { Place } from './slots'

/** How long an answer may be taken back after it was sent. */
const graceMs = 10 * 60_000

export interface DockProps {
  undoable: Undoable | null
  onUndo(): void
  skipButton: RefObject<HTMLButtonElement | null>
  onSkip(): void
  flagButton: RefObject<HTMLButtonElement | null>
  onFlag(): void
  flagged: boolean
  onNote(): void
  onSubmit(): void
  /** What is missing before the answer is complete; null when it can be sent. */
  missing: string | null
  hasTask: boolean
}

/** The bar below: undo, skip, flag; the task type's own decision; Submit. It keeps size and place from task to task. */
export function Dock(props: DockProps) {
  const { undoable, hasTask, missing } = props
  const { keymap } = useLabelingPreferences()
  const noteKey = keysOf({ id: 'frame.note', keys: 'n' }, keymap)[0]
  const noteKeys = noteKey ? { keys: noteKey } : {}
  const keyOf = (id: string, builtIn: string) => keysOf({ id, keys: builtIn }, keymap)[0]
  const icon = (Icon: typeof Flag, flips = false) => (
    <Icon
      aria-hidden="true"
      className={flips ? 'flip-rtl size-4 max-sm:size-4.5' : 'size-4 max-sm:size-4.5'}
      strokeWidth={1.75}
    />
  )
  return (
    <footer className="relative z-(--z-dock) border-line border-t bg-surface max-sm:pb-[env(safe-area-inset-bottom)] sm:grid sm:min-h-(--dock) sm:grid-cols-[minmax(8.5rem,1fr)_auto_minmax(7.5rem,1fr)] sm:items-center sm:gap-4 sm:px-4">
      <Place slot="decision" className="order-2 min-w-0 max-sm:px-3 max-sm:pt-2.5 max-sm:empty:hidden" />
      <div className="contents max-sm:grid max-sm:grid-cols-[2.75rem_2.75rem_2.75rem_1fr] max-sm:gap-2 max-sm:px-3 max-sm:py-2.5">
        <div className="@container order-1 min-w-0 max-sm:contents">
          <div className="flex items-center gap-0.5 max-sm:contents">
            <DockButton
              label="Undo"
              keys={keyOf('frame.undo', 'u')}
              icon={icon(Undo2, true)}
              isDisabled={!undoable}
              onPress={props.onUndo}
            >
              {undoable ? <UndoWords key={undoable.assignmentId} undoable={undoable} /> : null}
            </DockButton>
            <DockButton
              label="Skip"
              keys={keyOf('frame.skip', 's')}
              icon={icon(SkipForward, true)}
              isDisabled={!hasTask}
              onPress={props.onSkip}
              buttonRef={props.skipButton}
            />
            <DockButton
              label={props.flagged ? 'Flagged' : 'Flag'}
              keys={keyOf('frame.flag', 'f')}
              icon={icon(Flag)}
              isDisabled={!hasTask}
              onPress={props.onFlag}
              buttonRef={props.flagButton}
            />
            <span className="max-sm:hidden">
              <Button
                variant="ghost"
                iconOnly
                aria-label="Note"
                {...noteKeys}
                isDisabled={!hasTask}
                onPress={props.onNote}
                className="@max-[27rem]:hidden"
              >
                {icon(SquarePen)}
              </Button>
            </span>
          </div>
        </div>
        <div className="order-3 justify-self-end max-sm:contents">
          <SubmitButton missing={hasTask ? missing : 'The next task is on its way.'} onSubmit={props.onSubmit} />
        </div>
      </div>
    </footer>
  )
}

function DockButton({
  label,
  keys,
  icon,
  isDisabled,
  onPress,
  buttonRef,
  children,
}: {
  label: string
  /** Undefined where the labeler switched the key off. */
  keys: string | undefined
  icon: ReactNode
  isDisabled: boolean
  onPress(): void
  buttonRef?: RefObject<HTMLButtonElement | null> | undefined
  children?: ReactNode
}) {
  return (
    <Button
      {...(buttonRef ? { ref: buttonRef } : {})}
      variant="ghost"
      icon={icon}
      {...(keys ? { keys } : {})}
      isDisabled={isDisabled}
      onPress={onPress}
      className="max-sm:h-11 max-sm:px-0 @max-[20rem]:gap-1.5 @max-[20rem]:px-2"
    >
      <span className="max-sm:sr-only @max-[20rem]:sr-only">{label}</span>
      {children}
    </Button>
  )
}

/** What Undo would take back and how long it still can. */
function UndoWords({ undoable }: { undoable: Undoable }) {
  const [now, setNow] = useState(undoable.submittedAt)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const leftMs = Math.max(0, undoable.submittedAt + graceMs - now)
  const left = leftMs > 60_000 ? `${Math.ceil(leftMs / 60_000)} min` : `${Math.ceil(leftMs / 1000)} s`
  return (
    <span className="max-w-40 truncate font-normal text-faint tabular max-sm:sr-only @max-[27rem]:sr-only">
      {undoable.summary} – {left}
    </span>
  )
}

/** Stays focusable while something is missing, so that its tool tip can say what. */
function SubmitButton({ missing, onSubmit }: { missing: string | null; onSubmit(): void }) {
  const isReady = missing === null
  return (
    <Tooltip text={missing ?? 'Sends the answer and shows the next task.'}>
      <Focusable>
        <button
          type="button"
          aria-disabled={!isReady}
          aria-keyshortcuts="Enter"
          aria-description={missing ?? undefined}
          onClick={() => {
            if (isReady) onSubmit()
          }}
          className={cn(
            buttonClasses({ variant: isReady ? 'ink' : 'outline', size: 'large' }),
            !isReady && 'cursor-not-allowed border-line bg-transparent text-disabled shadow-none hover:bg-transparent',
            'max-sm:h-11 max-sm:w-full',
          )}
        >
          Submit
          <KeyCap
            keys="enter"
            tone={isReady ? 'ink' : 'plain'}
            className={isReady ? 'max-sm:hidden' : 'bg-transparent max-sm:hidden'}
          />
        </button>
      </Focusable>
    </Tooltip>
  )
}
