'use client'

import { useRef, useState } from 'react'
import { ResponseLetter } from '@/components/labeling/response'
import { cn } from '@/components/ui/class-names'
import type { Message } from '@/lib/core/conversation/message'
import { Conversation } from './conversation'
import { ResponseColumn } from './response-column'
import { LayoutTools, type Reading, ReadingTools } from './response-tools'
import { useLinkedScroll } from './use-linked-scroll'

/** A finger that moved this far sideways (pixels) turns to the other response. */
const swipeLength = 60

/** The question and the two responses in the order of this assignment: columns where there is room, else one at a time. */
export function PairStage({
  prompt,
  responses: [first, second],
  better,
  reading,
  onReading,
}: {
  prompt: readonly Message[]
  responses: readonly [readonly Message[], readonly Message[]]
  better: 'first' | 'second' | null
  reading: Reading
  onReading(part: Partial<Reading>): void
}) {
  const [narrow, setNarrow] = useState<'first' | 'second'>('first')
  const scroll = useLinkedScroll(reading.linked)
  const touch = useRef<{ x: number; y: number } | null>(null)
  const shared = {
    mode: reading.raw ? ('raw' as const) : ('markdown' as const),
    compared: reading.compared,
    stacked: reading.stacked,
  }
  return (
    <div className="@container-size h-full" dir="ltr">
      <div className="flex h-full min-h-0 flex-col @5xl:grid @5xl:grid-cols-[18.75rem_minmax(0,1fr)]">
        <Conversation prompt={prompt} />
        <SideSwitch shown={narrow} better={better} onShow={setNarrow} />
        <div
          onTouchStart={(event) => {
            const finger = event.touches[0]
            touch.current = finger && event.touches.length === 1 ? { x: finger.clientX, y: finger.clientY } : null
          }}
          onTouchEnd={(event) => {
            const side = swipedTo(touch.current, event.changedTouches[0])
            if (side) setNarrow(side)
          }}
          className={cn(
            'grid min-h-0 flex-1 grid-cols-1 grid-rows-[minmax(0,1fr)]',
            reading.stacked ? '@2xl:grid-rows-2' : '@2xl:grid-cols-2',
          )}
        >
          <ResponseColumn
            {...shared}
            letter="A"
            turns={first}
            other={second}
            better={better === 'first'}
            shownOnNarrow={narrow === 'first'}
            scroll={scroll.first}
            tools={<ReadingTools reading={reading} onChange={onReading} />}
          />
          <ResponseColumn
            {...shared}
            letter="B"
            turns={second}
            other={first}
            better={better === 'second'}
            shownOnNarrow={narrow === 'second'}
            scroll={scroll.second}
            tools={<LayoutTools reading={reading} onChange={onReading} />}
          />
        </div>
      </div>
    </div>
  )
}

/** On a narrow screen: which of the two is shown. */
function SideSwitch({
  shown,
  better,
  onShow,
}: {
  shown: 'first' | 'second'
  better: 'first' | 'second' | null
  onShow(side: 'first' | 'second'): void
}) {
  return (
    <fieldset aria-label="Response shown" className="flex shrink-0 border-line border-b bg-surface @2xl:hidden">
      {(['first', 'second'] as const).map((side) => (
        <button
          key={side}
          type="button"
          aria-pressed={shown === side}
          onClick={() => onShow(side)}
          className="relative flex h-11 flex-1 items-center justify-center gap-2 font-medium text-muted after:absolute after:inset-x-6 after:-bottom-px after:h-0.5 focus-visible:-outline-offset-2 aria-pressed:text-text aria-pressed:after:bg-text"
        >
          <ResponseLetter letter={side === 'first' ? 'A' : 'B'} chosen={better === side} />
          Response {side === 'first' ? 'A' : 'B'}
        </button>
      ))}
    </fieldset>
  )
}

function swipedTo(
  from: { x: number; y: number } | null,
  to: { clientX: number; clientY: number } | undefined,
): 'first' | 'second' | null {
  if (!from || !to) return null
  const [dx, dy] = [to.clientX - from.x, to.clientY - from.y]
  if (Math.abs(dx) < swipeLength || Math.abs(dx) < 2 * Math.abs(dy)) return null
  return dx < 0 ? 'second' : 'first'
}
