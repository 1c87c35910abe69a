'use client'

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Point, Size } from './geometry'
import { centred, fitted, pannedBy, revealing, toImage, type Viewport, zoomedAt } from './viewport'

/** Milliseconds without movement after which the image is drawn anew at its real size. */
const restAfterMs = 140

export interface ViewControls {
  /** Screen (relative to the stage) to image. */
  toImage(at: Point): Point
  zoom(factor: number, at?: Point): void
  pan(dx: number, dy: number): void
  fit(): void
  realSize(): void
  reveal(point: Point): void
  current(): Viewport
}

/**
 * Where the image lies. While a gesture runs only the wrapper's CSS transform changes, which the browser moves without drawing anew;
 * when it rests, `scale` becomes the real one and lines are sharp again.
 */
export function useViewport(
  room: RefObject<HTMLElement | null>,
  wrapper: RefObject<HTMLElement | null>,
  image: Size,
  onScale: (scale: number) => void,
) {
  const [scale, setScale] = useState<number | null>(null)
  const state = useRef({ view: { scale: 1, x: 0, y: 0 }, drawn: 1, isFitted: true, timer: 0 })
  const { width, height } = image

  const apply = useCallback(() => {
    const { view, drawn } = state.current
    const element = wrapper.current
    if (!element) return
    element.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale / drawn})`
  }, [wrapper])

  const size = useCallback(
    (): Size => ({ width: room.current?.clientWidth || 1, height: room.current?.clientHeight || 1 }),
    [room],
  )

  const rest = useCallback(() => {
    const current = state.current
    setScale(current.view.scale)
    onScale(current.view.scale)
  }, [onScale])

  const show = useCallback(
    (view: Viewport, isFitted: boolean, atOnce: boolean) => {
      state.current.view = view
      state.current.isFitted = isFitted
      apply()
      clearTimeout(state.current.timer)
      if (atOnce) rest()
      else state.current.timer = window.setTimeout(rest, restAfterMs)
    },
    [apply, rest],
  )

  // The wrapper has its new size now: the transform no longer has to make up for it.
  useLayoutEffect(() => {
    if (scale === null) return
    state.current.drawn = scale
    apply()
  }, [scale, apply])

  useEffect(() => {
    const element = room.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      const { view, isFitted } = state.current
      const next = isFitted ? fitted({ width, height }, size()) : pannedBy(view, 0, 0, { width, height }, size())
      show(next, isFitted, true)
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      clearTimeout(state.current.timer)
    }
  }, [room, width, height, size, show])

  const controls = useRef<ViewControls | null>(null)
  controls.current ??= {
    toImage: (at) => toImage(state.current.view, at),
    current: () => state.current.view,
    zoom: (factor, at) => {
      const area = size()
      const centre = { x: area.width / 2, y: area.height / 2 }
      show(zoomedAt(state.current.view, factor, at ?? centre, { width, height }, area), false, at === undefined)
    },
    pan: (dx, dy) => show(pannedBy(state.current.view, dx, dy, { width, height }, size()), false, false),
    fit: () => show(fitted({ width, height }, size()), true, true),
    realSize: () => show(centred({ width, height }, size(), 1 / devicePixelRatio), false, true),
    reveal: (point) => {
      const next = revealing(state.current.view, point, size())
      if (next.x !== state.current.view.x || next.y !== state.current.view.y) show(next, false, false)
    },
  }
  return { scale, view: controls.current }
}
