'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'
import { isInOverlay } from '../key-target'

/**
 * Keys that belong to the stage: while the focus is in it, or on nothing in particular. They come before every other key of the page.
 * `onKey` says whether it took the key. Space, held, turns the pointer into a hand; the answer of this hook.
 */
export function useStageKeys(
  container: RefObject<HTMLElement | null>,
  onKey: (event: KeyboardEvent, inStage: boolean) => boolean,
): boolean {
  const [handPressed, setHandPressed] = useState(false)
  const newest = useRef(onKey)
  useEffect(() => {
    newest.current = onKey
  })

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const stage = container.current
      if (!stage || event.isComposing || isInOverlay(event.target)) return
      const focused = document.activeElement ?? document.body
      const inStage = stage.contains(focused)
      if (!inStage && !focused.contains(stage)) return
      if (isPlainSpace(event)) {
        setHandPressed(true)
        event.preventDefault()
        return
      }
      if (newest.current(event, inStage)) event.preventDefault()
    }
    const release = () => setHandPressed(false)
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.code === 'Space') release()
    }
    document.addEventListener('keydown', onKeyDown, { capture: true })
    document.addEventListener('keyup', onKeyUp, { capture: true })
    window.addEventListener('blur', release)
    return () => {
      document.removeEventListener('keydown', onKeyDown, { capture: true })
      document.removeEventListener('keyup', onKeyUp, { capture: true })
      window.removeEventListener('blur', release)
    }
  }, [container])
  return handPressed
}

function isPlainSpace(event: KeyboardEvent): boolean {
  const onButton = event.target instanceof Element && event.target.closest('button, a[href]') !== null
  return event.code === 'Space' && !event.ctrlKey && !event.metaKey && !event.altKey && !onButton
}
