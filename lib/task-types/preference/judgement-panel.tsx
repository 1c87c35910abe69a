'use client'

import type { RefObject } from 'react'
import { PanelSection } from '@/components/labeling/slots'
import { controlClasses } from '@/components/ui/field'
import { KeyCap } from '@/components/ui/key-cap'
import { Segmented } from '@/components/ui/segmented'
import type { Judgement } from './judgement'
import { choiceAt, sideOf } from './scale'
import type { AspectChoice, Config } from './schema'

/** Keys of the aspects, in their declared order; letters that the frame does not use. */
export const aspectKeys = ['q', 'w', 'e', 't', 'y', 'i', 'o', 'p', 'k']

type Seat = 'first' | 'tie' | 'second'

/** Aspects one by one, and the reason in words. */
export function JudgementPanel({
  judgement,
  config,
  order,
  disabled,
  reason,
  onAspect,
  onRationale,
}: {
  judgement: Judgement
  config: Config
  order: readonly number[]
  disabled: boolean
  reason: RefObject<HTMLTextAreaElement | null>
  onAspect(aspect: string, choice: AspectChoice): void
  onRationale(text: string): void
}) {
  return (
    <>
      {config.aspects.length > 0 ? (
        <PanelSection title="Aspects" aside="optional" last={config.rationale === 'off'}>
          {config.aspects.map((aspect, place) => (
            <div key={aspect} className="flex min-h-8.5 items-center gap-2">
              <span dir="auto" className="min-w-0 flex-1 wrap-anywhere">
                {aspect}
              </span>
              <KeyCap keys={aspectKeys[place] ?? ''} />
              <Segmented<Seat>
                label={aspect}
                tone="accent"
                options={seats}
                value={seatOf(judgement.aspects[aspect], order)}
                onChange={(seat) => onAspect(aspect, seat === 'tie' ? 'tie' : choiceAt(seat, order))}
                isDisabled={disabled}
                partClassName="h-6 w-9 px-0"
              />
            </div>
          ))}
        </PanelSection>
      ) : null}
      {config.rationale === 'off' ? null : (
        <PanelSection
          title={<label htmlFor="preference-reason">Why</label>}
          aside={
            <>
              {config.rationale === 'optional' ? 'optional' : 'required'} <KeyCap keys="n" />
            </>
          }
          last
        >
          <textarea
            id="preference-reason"
            ref={reason}
            dir="auto"
            rows={4}
            maxLength={10_000}
            value={judgement.rationale}
            disabled={disabled}
            onChange={(event) => onRationale(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return
              event.preventDefault()
              event.currentTarget.blur()
            }}
            className={`${controlClasses} min-h-23 resize-y py-2 leading-5`}
          />
        </PanelSection>
      )}
    </>
  )
}

const seats = [
  { value: 'first', label: 'A', name: 'A is better' },
  { value: 'tie', label: '=', name: 'Tie' },
  { value: 'second', label: 'B', name: 'B is better' },
] as const

function seatOf(choice: AspectChoice | undefined, order: readonly number[]): Seat | null {
  if (choice === undefined) return null
  return choice === 'tie' ? 'tie' : sideOf(choice, order)
}
