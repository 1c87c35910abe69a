'use client'

import { type LucideIcon, SquarePen, Undo2, UserRoundPlus } from 'lucide-react'
import type { RefObject } from 'react'
import { Focusable } from 'react-aria-components'
import type { Undoable } from '@/components/labeling/session-view'
import { Place } from '@/components/labeling/slots'
import { Button, buttonClasses } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { KeyCap } from '@/components/ui/key-cap'
import { Tooltip } from '@/components/ui/tooltip'

export interface ReviewDockProps {
  undoable: Undoable | null
  onUndo(): void
  onPass(): void
  noteButton: RefObject<HTMLButtonElement | null>
  noted: boolean
  onNote(): void
  onSettle(): void
  /** What is missing before the task can be settled; null when nothing is. */
  missing: string | null
  hasTask: boolean
}

/** The dock of labeling with the reviewer's words: undo, pass, note; the choice; Settle. */
export function ReviewDock(props: ReviewDockProps) {
  const { undoable, hasTask } = props
  return (
    <footer className="relative z-(--z-dock) border-line border-t bg-surface max-sm:pb-[env(safe-area-inset-bottom)] sm:grid sm:min-h-(--dock) sm:grid-cols-[minmax(8.5rem,1fr)_auto_minmax(7.5rem,1fr)] sm:items-center sm:gap-4 sm:px-4 sm:py-2">
      <Place slot="decision" className="order-2 min-w-0 max-sm:px-3 max-sm:pt-2.5 max-sm:empty:hidden" />
      <div className="contents max-sm:grid max-sm:grid-cols-[repeat(3,2.75rem)_1fr] max-sm:gap-2 max-sm:px-3 max-sm:py-2.5">
        <div className="@container order-1 min-w-0 max-sm:contents">
          <div className="flex items-center gap-0.5 max-sm:contents">
            <DockButton label="Undo" keys="u" Icon={Undo2} flips isDisabled={undoable === null} onPress={props.onUndo}>
              {undoable === null ? null : (
                <span
                  className="max-w-32 truncate font-normal text-faint max-sm:sr-only @max-[24rem]:sr-only"
                  title={undoable.summary}
                >
                  {undoable.summary}
                </span>
              )}
            </DockButton>
            <DockButton label="Pass" keys="p" Icon={UserRoundPlus} isDisabled={!hasTask} onPress={props.onPass} />
            <DockButton
              label={props.noted ? 'Noted' : 'Note'}
              keys="m"
              Icon={SquarePen}
              isDisabled={!hasTask}
              onPress={props.onNote}
              buttonRef={props.noteButton}
            />
          </div>
        </div>
        <div className="order-3 justify-self-end max-sm:contents">
          <SettleButton missing={hasTask ? props.missing : 'The next task is on its way.'} onSettle={props.onSettle} />
        </div>
      </div>
    </footer>
  )
}

function DockButton({
  label,
  keys,
  Icon,
  flips = false,
  isDisabled,
  onPress,
  buttonRef,
  children,
}: {
  label: string
  keys: string
  Icon: LucideIcon
  flips?: boolean
  isDisabled: boolean
  onPress(): void
  buttonRef?: RefObject<HTMLButtonElement | null>
  children?: React.ReactNode
}) {
  return (
    <Button
      {...(buttonRef ? { ref: buttonRef } : {})}
      variant="ghost"
      icon={
        <Icon aria-hidden="true" className={cn('size-4 max-sm:size-4.5', flips && 'flip-rtl')} strokeWidth={1.75} />
      }
      keys={keys}
      isDisabled={isDisabled}
      onPress={onPress}
      className="max-sm:h-11 max-sm:px-0 @max-[18rem]:gap-1 @max-[18rem]:px-1.5"
    >
      <span className="max-sm:sr-only @max-[18rem]:sr-only">{label}</span>
      {children}
    </Button>
  )
}

/** Stays focusable while something is missing, so that its tool tip can say what. */
function SettleButton({ missing, onSettle }: { missing: string | null; onSettle(): void }) {
  const isReady = missing === null
  return (
    <Tooltip text={missing ?? 'Settles the task and shows the next one.'}>
      <Focusable>
        <button
          type="button"
          aria-disabled={!isReady}
          aria-keyshortcuts="Enter"
          aria-description={missing ?? undefined}
          onClick={() => {
            if (isReady) onSettle()
          }}
          className={cn(
            buttonClasses({ variant: isReady ? 'ink' : 'outline', size: 'large' }),
            !isReady && 'cursor-not-allowed border-line bg-transparent text-disabled shadow-none hover:bg-transparent',
            'max-sm:h-11 max-sm:w-full',
          )}
        >
          Settle
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
