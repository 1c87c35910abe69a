'use client'

import { useRef } from 'react'

/** Two boxes that scroll together, each by its own share: the end of the longer is the end of the shorter. */
export function useLinkedScroll(linked: boolean) {
  const boxes = useRef<{ first: HTMLElement | null; second: HTMLElement | null }>({ first: null, second: null })
  /** Where a box was put by us: the scroll event that follows is not the labeler's. */
  const put = useRef(new WeakMap<HTMLElement, number>())

  const follow = (side: 'first' | 'second') => {
    const own = boxes.current[side]
    const other = boxes.current[side === 'first' ? 'second' : 'first']
    if (!own || !other) return
    const expected = put.current.get(own)
    put.current.delete(own)
    if (!linked || (expected !== undefined && Math.abs(expected - own.scrollTop) < 2)) return
    const share = own.scrollTop / Math.max(1, own.scrollHeight - own.clientHeight)
    const before = other.scrollTop
    other.scrollTop = share * (other.scrollHeight - other.clientHeight)
    if (other.scrollTop !== before) put.current.set(other, other.scrollTop)
  }
  const at = (side: 'first' | 'second') => ({
    ref: (element: HTMLElement | null) => {
      boxes.current[side] = element
    },
    onScroll: () => follow(side),
  })
  return { first: at('first'), second: at('second') }
}
