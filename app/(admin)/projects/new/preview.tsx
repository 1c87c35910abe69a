'use client'

import { Component, type ComponentType, type ReactNode, Suspense, useState } from 'react'
import { ActionsProvider } from '@/components/labeling/actions'
import { Place, SlotsProvider, useSlots } from '@/components/labeling/slots'
import { buttonClasses } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { Skeleton } from '@/components/ui/states'
import type { LabelerProps, LabelerState } from '@/lib/core/labeler'

export interface PreviewTask {
  view: unknown
  order: number[]
}

const smaller = 0.7

/** The real workspace with a sample task; it follows each change of the set-up. Its keys work, so that it can be tried. */
export function Preview({
  projectName,
  task,
  config,
  Labeler,
}: {
  projectName: string
  /** Null where a sample would need a file that is not there yet. */
  task: PreviewTask | null
  config: unknown
  Labeler: ComponentType<LabelerProps<unknown, unknown, unknown>>
}) {
  const key = JSON.stringify(config)
  return (
    <section aria-label="What labelers see" className="flex min-w-0 flex-col gap-2">
      <h2>What labelers see</h2>
      {task === null ? (
        <p className="rounded-card border border-line border-dashed px-4 py-6 text-center text-muted">
          This kind of task shows a file. Once you have imported some, “Label as yourself” shows the workspace.
        </p>
      ) : (
        <>
          <div className="h-100 overflow-hidden rounded-card border border-line-strong bg-bg max-sm:hidden">
            <div
              inert
              style={{ width: `${100 / smaller}%`, height: `${100 / smaller}%`, transform: `scale(${smaller})` }}
              className="origin-top-left rtl:origin-top-right"
            >
              <Unfinished key={key}>
                <SlotsProvider>
                  <ActionsProvider>
                    <Workspace projectName={projectName} task={task} config={config} Labeler={Labeler} />
                  </ActionsProvider>
                </SlotsProvider>
              </Unfinished>
            </div>
          </div>
          <p className="text-faint text-xs max-sm:hidden">
            The real workspace with a sample; change something and it follows. Try its keys.
          </p>
        </>
      )}
    </section>
  )
}

function Workspace({
  projectName,
  task,
  config,
  Labeler,
}: {
  projectName: string
  task: PreviewTask
  config: unknown
  Labeler: ComponentType<LabelerProps<unknown, unknown, unknown>>
}) {
  const { panelName } = useSlots()
  const [state, setState] = useState<LabelerState<unknown> | null>(null)
  return (
    <div className="grid h-full grid-rows-[auto_minmax(0,1fr)_auto]">
      <div className="flex h-12 items-center border-line border-b bg-surface px-4 font-semibold">
        {projectName || 'New project'}
      </div>
      <div className="flex min-h-0">
        <div className="relative min-h-0 min-w-0 flex-1 overflow-hidden">
          <Place slot="stage" className="h-full min-h-full" />
        </div>
        <div className={cn('overflow-hidden border-line border-s bg-surface', panelName === null && 'hidden')}>
          <Place slot="panel" className="h-full" />
        </div>
      </div>
      <div className="grid min-h-18 grid-cols-[1fr_auto_1fr] items-center gap-4 border-line border-t bg-surface px-4">
        <span />
        <Place slot="decision" />
        <span
          className={cn(
            buttonClasses({ variant: 'ink', size: 'large' }),
            'justify-self-end',
            state?.answer == null && 'opacity-40',
          )}
        >
          Submit
        </span>
      </div>
      <Suspense fallback={<Skeleton className="m-8" />}>
        <Labeler
          assignmentId="preview"
          payload={task.view}
          config={config}
          order={task.order}
          draft={null}
          onChange={setState}
          onSubmit={() => undefined}
          oneKey={false}
          disabled={false}
        />
      </Suspense>
    </div>
  )
}

/** A set-up in the middle of being written may be one that no workspace can show. */
class Unfinished extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    return this.state.failed ? (
      <p className="p-8 text-center text-lg text-muted">Finish the set-up to see it here.</p>
    ) : (
      this.props.children
    )
  }
}
