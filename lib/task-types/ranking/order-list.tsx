'use client'

import { GripVertical } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { Button, DropIndicator, GridList, GridListItem, useDragAndDrop } from 'react-aria-components'
import { cn } from '@/components/ui/class-names'
import { ordinalWord } from './order-answer'
import { isPlaced, type RankOrder, standing } from './rank-order'

export interface OrderRow {
  /** Place on the screen. */
  id: number
  /** The beginning of the response. */
  words: string
}

/** The order as a list: dragged by mouse, finger or keyboard, moved by arrows. Those not placed yet stand below and can be dragged in. */
export function OrderList({
  order,
  rows,
  ties,
  disabled,
  onDrop,
  onMove,
  onCurrent,
}: {
  order: RankOrder
  rows: readonly OrderRow[]
  ties: boolean
  disabled: boolean
  onDrop(moved: number, target: number, position: 'before' | 'on' | 'after'): void
  onMove(shown: number, step: -1 | 1): void
  onCurrent(shown: number): void
}) {
  const dragging = useRef(false)
  const inOrder = [
    ...order.groups.flat().flatMap((shown) => rows.filter((row) => row.id === shown)),
    ...rows.filter(({ id }) => !isPlaced(order, id)),
  ]
  const { dragAndDropHooks } = useDragAndDrop<OrderRow>({
    isDisabled: disabled,
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': `Response ${Number(key) + 1}` })),
    getDropOperation: (target) =>
      target.type === 'item' && (ties || target.dropPosition !== 'on') ? 'move' : 'cancel',
    onDragStart: () => {
      dragging.current = true
    },
    onDragEnd: () => {
      dragging.current = false
    },
    onMove: ({ keys, target }) => {
      for (const key of keys) onDrop(Number(key), Number(target.key), target.dropPosition)
    },
    renderDropIndicator: (target) => (
      <DropIndicator
        target={target}
        className="relative -my-px block h-0.5 rounded-full data-drop-target:bg-accent data-drop-target:before:absolute data-drop-target:before:-top-0.75 data-drop-target:before:-start-0.75 data-drop-target:before:size-2 data-drop-target:before:rounded-full data-drop-target:before:border-2 data-drop-target:before:border-accent data-drop-target:before:bg-surface"
      />
    ),
  })
  const moveByArrow = (event: KeyboardEvent) => {
    if (dragging.current || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    const row = shownAt(event.target)
    if (row === null || !isPlaced(order, row)) return
    event.preventDefault()
    event.stopPropagation()
    onMove(row, event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <div onKeyDownCapture={moveByArrow} onFocusCapture={(event) => focused(event.target, onCurrent)}>
      <GridList
        aria-label="Your order"
        items={inOrder}
        dependencies={[order]}
        dragAndDropHooks={dragAndDropHooks}
        className="flex flex-col"
      >
        {(row) => <Row row={row} order={order} />}
      </GridList>
    </div>
  )
}

function Row({ row, order }: { row: OrderRow; order: RankOrder }) {
  const own = standing(order, row.id)
  const group = order.groups.find((members) => members.includes(row.id)) ?? [row.id]
  const isFirst = group[0] === row.id
  const isLast = group.at(-1) === row.id
  return (
    <GridListItem
      id={row.id}
      textValue={`Response ${row.id + 1}${own ? `, ${ordinalWord(own.ordinal)}` : ', not placed'}`}
      className={cn(
        'relative grid h-11.5 grid-cols-[2.125rem_1.5rem_minmax(0,1fr)_auto] items-center gap-2 border border-line bg-surface ps-2 pe-0.5 data-dragging:border-dashed data-dragging:opacity-50 data-drop-target:border-accent data-drop-target:bg-accent-soft data-focus-visible:z-10 data-focus-visible:outline-2 data-focus-visible:outline-focus data-focus-visible:-outline-offset-2 data-hovered:bg-hover',
        isFirst && 'mt-2.5 rounded-t-[8px]',
        isLast && 'rounded-b-[8px]',
        !isFirst && '-mt-px',
        group.length > 1 && 'before:absolute before:-inset-y-0.5 before:-start-1.75 before:w-0.75 before:bg-accent',
        group.length > 1 && isFirst && 'before:top-2 before:rounded-t-full',
        group.length > 1 && isLast && 'before:bottom-2 before:rounded-b-full',
        !own && 'border-dashed text-muted',
      )}
    >
      <span className={cn('font-semibold text-xs', own ? 'text-accent-text' : 'text-faint')}>
        {own ? ordinalWord(own.ordinal) : '–'}
      </span>
      <span className="inline-flex h-5 items-center justify-center rounded-sm border border-line-strong text-faint text-xs">
        {row.id + 1}
      </span>
      <span dir="auto" className="truncate" title={row.words}>
        {row.words}
      </span>
      <Button
        slot="drag"
        aria-label={`Drag response ${row.id + 1}`}
        className="flex size-8 cursor-grab items-center justify-center rounded-sm text-faint hover:bg-hover data-focus-visible:outline-2 data-focus-visible:outline-focus coarse:size-11"
      >
        <GripVertical aria-hidden="true" className="size-4" strokeWidth={1.75} />
      </Button>
    </GridListItem>
  )
}

function shownAt(target: EventTarget): number | null {
  if (!(target instanceof HTMLElement) || !target.matches('[role=row]')) return null
  const { key } = target.dataset
  return key === undefined ? null : Number(key)
}

function focused(target: EventTarget, onCurrent: (shown: number) => void) {
  const shown = shownAt(target)
  if (shown !== null) onCurrent(shown)
}
