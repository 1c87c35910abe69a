'use client'

import type { LucideIcon } from 'lucide-react'
import { type ReactNode, type RefObject, useEffect, useState } from 'react'
import { Focusable } from 'react-aria-components'
import { ariaKeys, Button, buttonClasses } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { KeyCap } from '@/components/ui/key-cap'
import { Tooltip } from '@/components/ui/tooltip'
import { keysOf } from './actions'
import { type FrameAction, frameActions } from './frame-actions'
import { useLabelingPreferences } from './preferences'
import type { Undoable } from './session-view'
import { Place } from './slots'

/** How long an answer or a verdict may be taken back after it was sent. */
const graceMs = 10 * 60_000

/** The key of an action as it is now; nothing where it was switched off. */
export function useKeyOf(): (action: FrameAction) => { keys?: string } {
  const { keymap } = useLabelingPreferences()
  return (action) => {
    const [first] = keysOf(action, keymap)
    return first === undefined ? {} : { keys: first }
  }
}

/** The bar below, with its three places: buttons at the start, the task type's decision, the deciding button at the end. */
export function DockFrame({
  buttons,
  decide,
  className,
}: {
  buttons: ReactNode
  decide: ReactNode
  className?: string
}) {
  return (
    <footer
      className={cn(
        'relative z-(--z-dock) border-line border-t bg-surface max-sm:pb-[env(safe-area-inset-bottom)] sm:grid sm:min-h-(--dock) sm:grid-cols-[minmax(8.5rem,1fr)_auto_minmax(7.5rem,1fr)] sm:items-center sm:gap-4 sm:px-4',
        className,
      )}
    >
      <Place slot="decision" className="order-2 min-w-0 max-sm:px-3 max-sm:pt-2.5 max-sm:empty:hidden" />
      <div className="contents max-sm:grid max-sm:grid-cols-[2.75rem_2.75rem_2.75rem_1fr] max-sm:gap-2 max-sm:px-3 max-sm:py-2.5">
        <div className="@container order-1 min-w-0 max-sm:contents">
          <div className="flex items-center gap-0.5 max-sm:contents">{buttons}</div>
        </div>
        <div className="order-3 justify-self-end max-sm:contents">{decide}</div>
      </div>
    </footer>
  )
}

export function DockIcon({ of: Icon, flips = false }: { of: LucideIcon; flips?: boolean }) {
  return (
    <Icon
      aria-hidden="true"
      className={flips ? 'flip-rtl size-4 max-sm:size-4.5' : 'size-4 max-sm:size-4.5'}
      strokeWidth={1.75}
    />
  )
}

export function DockButton({
  label,
  action,
  icon,
  isDisabled,
  onPress,
  buttonRef,
  children,
}: {
  label: string
  action: FrameAction
  icon: ReactNode
  isDisabled: boolean
  onPress(): void
  buttonRef?: RefObject<HTMLButtonElement | null> | undefined
  children?: ReactNode
}) {
  const keyOf = useKeyOf()
  return (
    <Button
      {...(buttonRef ? { ref: buttonRef } : {})}
      variant="ghost"
      icon={icon}
      {...keyOf(action)}
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
export function UndoWords({ undoable }: { undoable: Undoable }) {
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

/** Sends the answer or the verdict. Stays focusable while something is missing, so that its tool tip can say what. */
export function DecideButton({
  label,
  does,
  missing,
  onDecide,
}: {
  label: string
  /** What it does, for its tool tip. */
  does: string
  missing: string | null
  onDecide(): void
}) {
  const isReady = missing === null
  const { keys } = useKeyOf()(frameActions.submit)
  return (
    <Tooltip text={missing ?? does}>
      <Focusable>
        <button
          type="button"
          aria-disabled={!isReady}
          aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
          aria-description={missing ?? undefined}
          onClick={() => {
            if (isReady) onDecide()
          }}
          className={cn(
            buttonClasses({ variant: isReady ? 'ink' : 'outline', size: 'large' }),
            !isReady && 'cursor-not-allowed border-line bg-transparent text-disabled shadow-none hover:bg-transparent',
            'max-sm:h-11 max-sm:w-full',
          )}
        >
          {label}
          {keys === undefined ? null : (
            <KeyCap
              keys={keys}
              tone={isReady ? 'ink' : 'plain'}
              className={isReady ? 'max-sm:hidden' : 'bg-transparent max-sm:hidden'}
            />
          )}
        </button>
      </Focusable>
    </Tooltip>
  )
}
