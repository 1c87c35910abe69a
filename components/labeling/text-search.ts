'use client'

import { type RefObject, useEffect, useState } from 'react'

const allMatches = 'concord-matches'
const thisMatch = 'concord-match'

/** Marks every place of the sought words inside an element, without touching its nodes, and steps from one to the next. */
export function useTextSearch(body: RefObject<HTMLElement | null>, sought: string) {
  const [ranges, setRanges] = useState<Range[]>([])
  const [at, setAt] = useState(0)

  useEffect(() => {
    const element = body.current
    if (!element) return
    const search = () => setRanges(findRanges(element, sought))
    search()
    setAt(0)
    const observer = new MutationObserver(search)
    observer.observe(element, { childList: true, subtree: true, characterData: true })
    return () => observer.disconnect()
  }, [body, sought])

  useEffect(() => {
    if (!('highlights' in CSS)) return
    const current = ranges[at]
    CSS.highlights.set(allMatches, new Highlight(...ranges))
    CSS.highlights.set(thisMatch, current ? new Highlight(current) : new Highlight())
    current?.startContainer.parentElement?.scrollIntoView({ block: 'nearest' })
    return () => {
      CSS.highlights.delete(allMatches)
      CSS.highlights.delete(thisMatch)
    }
  }, [ranges, at])

  const step = (by: 1 | -1) => {
    if (ranges.length > 0) setAt((at + by + ranges.length) % ranges.length)
  }
  return { count: ranges.length, at, step }
}

function findRanges(element: HTMLElement, sought: string): Range[] {
  const words = sought.trim().toLocaleLowerCase()
  if (words === '') return []
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const ranges: Range[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.toLocaleLowerCase() ?? ''
    for (let found = text.indexOf(words); found !== -1; found = text.indexOf(words, found + words.length)) {
      const range = document.createRange()
      range.setStart(node, found)
      range.setEnd(node, Math.min(found + words.length, node.textContent?.length ?? 0))
      ranges.push(range)
    }
  }
  return ranges
}
