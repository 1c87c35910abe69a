'use client'

import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'

/** The three places of the frame that a task type fills. */
export type SlotName = 'stage' | 'panel' | 'decision'

interface Slots {
  places: Record<SlotName, HTMLElement | null>
  place: Record<SlotName, (element: HTMLElement | null) => void>
  /** Name of the panel that is filled now, for the button that opens it on a phone; null without one. */
  panelName: string | null
  namePanel(name: string | null): void
}

const SlotsContext = createContext<Slots | null>(null)

/** Wraps a frame: `<Place>`s inside it receive what `<Stage>`, `<Panel>` and `<Decision>` hold. */
export function SlotsProvider({ children }: { children: ReactNode }) {
  const [stage, setStage] = useState<HTMLElement | null>(null)
  const [panel, setPanel] = useState<HTMLElement | null>(null)
  const [decision, setDecision] = useState<HTMLElement | null>(null)
  const [panelName, namePanel] = useState<string | null>(null)
  const slots = useMemo<Slots>(
    () => ({
      places: { stage, panel, decision },
      place: { stage: setStage, panel: setPanel, decision: setDecision },
      panelName,
      namePanel,
    }),
    [stage, panel, decision, panelName],
  )
  return <SlotsContext value={slots}>{children}</SlotsContext>
}

export function useSlots(): Slots {
  const slots = useContext(SlotsContext)
  if (!slots) throw new Error('Stage, Panel and Decision need a SlotsProvider around them')
  return slots
}

/** The element that holds a slot's content. */
export function Place({ slot, className, id }: { slot: SlotName; className?: string; id?: string }) {
  const { place } = useSlots()
  return <div ref={place[slot]} id={id} className={className} />
}

/** What is labeled: fills the room between bar and dock. */
export function Stage({ children }: { children: ReactNode }) {
  return <InPlace slot="stage">{children}</InPlace>
}

/** Lists beside the stage: 304 px wide (`narrow`: 280), a sheet from below on a phone. Its name stands on the button that opens the sheet. */
export function Panel({
  name = 'Details',
  narrow = false,
  children,
}: {
  name?: string
  narrow?: boolean
  children: ReactNode
}) {
  const { namePanel } = useSlots()
  useLayoutEffect(() => {
    namePanel(name)
    return () => namePanel(null)
  }, [name, namePanel])
  return (
    <InPlace slot="panel">
      <div className={narrow ? 'flex min-h-full w-full flex-col lg:w-70' : 'flex min-h-full w-full flex-col lg:w-76'}>
        {children}
      </div>
    </InPlace>
  )
}

/** A titled part of the panel with a hairline below. */
export function PanelSection({
  title,
  aside,
  children,
  last = false,
}: {
  title: ReactNode
  aside?: ReactNode
  children?: ReactNode
  last?: boolean
}) {
  return (
    <section className={last ? 'px-3.5 pt-3.5 pb-3' : 'border-line border-b px-3.5 pt-3.5 pb-3'}>
      <h2 className="mb-2 flex h-5 items-center gap-2">
        {title}
        {aside ? (
          <span className="ms-auto inline-flex items-center gap-1.5 font-normal text-faint text-xs">{aside}</span>
        ) : null}
      </h2>
      {children}
    </section>
  )
}

/** The one part of the dock that belongs to the task type: options, tools, scale, transport. */
export function Decision({ children }: { children: ReactNode }) {
  return <InPlace slot="decision">{children}</InPlace>
}

function InPlace({ slot, children }: { slot: SlotName; children: ReactNode }) {
  const element = useSlots().places[slot]
  return element ? createPortal(children, element) : null
}
