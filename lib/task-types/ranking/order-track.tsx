'use client'

import { ChevronRight, Delete, Equal, RotateCcw } from 'lucide-react'
import { Fragment } from 'react'
import { ToggleButton } from 'react-aria-components'
import { Button, buttonClasses } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import type { RankOrder } from './rank-order'

interface TrackProps {
  order: RankOrder
  count: number
  ties: boolean
  disabled: boolean
  onCurrent(shown: number): void
  onTie(): void
  onTakeBack(): void
  onClear(): void
}

const icon = { 'aria-hidden': true, className: 'size-4', strokeWidth: 1.75 } as const

/** The order so far, in the dock: a line on wide screens, a row of large places on a phone. */
export function OrderTrack(props: TrackProps) {
  const { order, count } = props
  const placed = order.placed.length
  const words = `${placed} of ${count} placed`
  return (
    <div dir="ltr" className="w-full">
      <p className="mb-1.5 hidden items-center justify-between text-muted text-xs max-sm:flex">
        <span>Best</span>
        <span className="tabular">{words}</span>
        <span>Worst</span>
      </p>
      <div className="flex items-center justify-center gap-2 max-sm:gap-1.5">
        <span className="text-muted max-sm:hidden">{placed === count ? 'Order complete:' : words}</span>
        <Places {...props} />
        <Tools {...props} />
      </div>
    </div>
  )
}

function Places({ order, onCurrent, disabled }: TrackProps) {
  if (order.groups.length === 0) {
    return <span className="hidden h-12 flex-1 rounded-[9px] border border-line-strong border-dashed max-sm:block" />
  }
  return (
    <ol className="flex min-w-0 flex-1 items-center gap-1.5">
      {order.groups.map((group, at) => (
        <li
          key={group.join(' ')}
          style={{ flexGrow: group.length }}
          className="flex min-w-0 items-center gap-1.5 sm:grow-0!"
        >
          {at > 0 ? <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 text-faint max-sm:hidden" /> : null}
          <span
            className={cn(
              'flex items-center justify-center rounded-[5px] bg-accent-soft font-semibold text-accent-text text-xs max-sm:h-12 max-sm:flex-1 max-sm:rounded-[9px] max-sm:border max-sm:border-line-strong max-sm:bg-surface max-sm:text-sm max-sm:text-text',
              group.length > 1 && 'max-sm:border-accent max-sm:bg-accent-soft',
            )}
          >
            {group.map((shown, place) => (
              <Fragment key={shown}>
                {place > 0 ? (
                  <span aria-hidden="true" className="font-normal">
                    =
                  </span>
                ) : null}
                <button
                  type="button"
                  disabled={disabled}
                  aria-label={`Response ${shown + 1}`}
                  aria-pressed={order.current === shown}
                  onClick={() => onCurrent(shown)}
                  className="h-full min-h-6 min-w-6 flex-1 aria-pressed:underline aria-pressed:decoration-2 aria-pressed:underline-offset-4"
                >
                  {shown + 1}
                </button>
              </Fragment>
            ))}
          </span>
        </li>
      ))}
    </ol>
  )
}

function Tools({ order, count, ties, disabled, onTie, onTakeBack, onClear }: TrackProps) {
  const isEmpty = order.placed.length === 0
  return (
    <div className="flex shrink-0 items-center gap-0.5">
      {ties ? (
        <ToggleButton
          isSelected={order.tieNext}
          isDisabled={disabled || isEmpty}
          onChange={onTie}
          aria-label={order.placed.length < count ? 'Same place as the last' : 'Same place as the one above'}
          className={cn(
            buttonClasses({ variant: 'ghost', iconOnly: true }),
            'data-selected:bg-accent-soft data-selected:text-accent-text',
          )}
        >
          <Equal {...icon} />
        </ToggleButton>
      ) : null}
      <Button
        variant="ghost"
        iconOnly
        aria-label="Take the last one back"
        isDisabled={disabled || isEmpty}
        onPress={onTakeBack}
      >
        <Delete {...icon} />
      </Button>
      <Button
        variant="ghost"
        icon={<RotateCcw {...icon} />}
        isDisabled={disabled || isEmpty}
        onPress={onClear}
        className="max-sm:hidden"
      >
        Clear
      </Button>
    </div>
  )
}
