'use client'

import { X } from 'lucide-react'
import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { isInOverlay } from './key-target'
import { Place, useSlots } from './slots'

function focusStage(stage: HTMLElement | null): void {
  if (stage && !stage.contains(document.activeElement)) stage.focus({ preventScroll: true })
}

/** Bar, stage with panel, dock: the same places for every task type and for review. */
export function Frame({
  scale,
  taskName,
  taskKey,
  bar,
  notice,
  aside,
  empty,
  dock,
  panelOpen,
  onPanelClose,
  stageIsStop,
  children,
}: {
  /** Size of the content, 1 is normal. */
  scale: number
  /** Spoken when a new task comes: 'Task 38 of 120'. */
  taskName: string
  /** Changes with each task: the focus then goes to the stage. */
  taskKey: string
  bar: ReactNode
  /** A line above the stage. */
  notice: ReactNode
  /** Beside the task, in the panel's column: the guidelines. */
  aside: ReactNode
  /** In the stage's place while there is no task. */
  empty: ReactNode
  dock: ReactNode
  panelOpen: boolean
  onPanelClose(): void
  /** Tab stops at the stage: where it may hold nothing else to stop at, its text could not be scrolled by key. */
  stageIsStop: boolean
  children: ReactNode
}) {
  const stage = useRef<HTMLElement>(null)
  const { panelName } = useSlots()

  useEffect(() => {
    if (taskKey === '') return
    if (!isInOverlay(document.activeElement)) return focusStage(stage.current)
    // An overlay that is closing gives the focus back to its button first.
    const timer = setTimeout(() => {
      if (!isInOverlay(document.activeElement)) focusStage(stage.current)
    }, 250)
    return () => clearTimeout(timer)
  }, [taskKey])

  const size: CSSProperties & Record<'--content-scale', number> = { '--content-scale': scale }
  return (
    <div
      style={size}
      className="grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto] overflow-hidden bg-bg"
    >
      {bar}
      <main className="flex min-h-0 min-w-0">
        <div className="flex min-w-0 flex-1 flex-col">
          {notice}
          {empty}
          <section
            ref={stage}
            tabIndex={stageIsStop ? 0 : -1}
            data-stage=""
            aria-label={taskName}
            className={cn(
              'relative min-h-0 flex-1 overflow-auto outline-none',
              stageIsStop
                ? 'focus-visible:outline-1 focus-visible:outline-focus focus-visible:-outline-offset-1'
                : 'focus-visible:outline-none',
              empty !== null && 'hidden',
            )}
          >
            <Place slot="stage" className="h-full min-h-full" />
          </section>
        </div>
        <aside
          aria-label={panelName ?? 'Panel'}
          className={cn(
            'overflow-y-auto border-line bg-surface lg:border-s',
            aside !== null && 'lg:hidden',
            panelName === null && 'hidden',
            'max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-(--z-drawer) max-lg:max-h-[70dvh] max-lg:rounded-t-dialog max-lg:bg-raised max-lg:shadow-dialog',
            !panelOpen && 'max-lg:hidden',
          )}
        >
          <div className="sticky top-0 z-1 flex items-center justify-between bg-raised ps-3.5 pe-1.5 pt-1.5 lg:hidden">
            <b className="font-semibold">{panelName}</b>
            <Button variant="ghost" iconOnly aria-label="Close" onPress={onPanelClose}>
              <X aria-hidden="true" className="size-4" strokeWidth={1.75} />
            </Button>
          </div>
          <Place slot="panel" className="lg:h-full" />
        </aside>
        {aside}
      </main>
      {dock ?? <span />}
      {children}
      <span role="status" className="sr-only">
        {taskName}
      </span>
    </div>
  )
}
