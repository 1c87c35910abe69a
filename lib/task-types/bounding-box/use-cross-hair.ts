'use client'

import { type RefObject, useState } from 'react'
import { clamp, type Point, type Rect, rectBetween, type Size } from '@/components/labeling/image-stage/geometry'
import type { ImageStageHandle } from '@/components/labeling/image-stage/image-stage'

export interface CrossHairKeys {
  cursor: Point | null
  corner: Point | null
  setCorner(corner: Point | null): void
  /** A pointer leads from here on. */
  hide(): void
  /** Back to no cross hair and no corner. */
  leave(): void
  /** Puts the cross hair in the middle of what is in view. */
  start(): void
  onKey(event: KeyboardEvent): boolean
}

/** Boxes without a mouse: arrows move a cross hair, Enter sets one corner, Enter again the other. */
export function useCrossHair(
  image: Size,
  stage: RefObject<ImageStageHandle | null>,
  onDraw: (rect: Rect) => void,
  onStart: () => void,
): CrossHairKeys {
  const [cursor, setCursor] = useState<Point | null>(null)
  const [corner, setCorner] = useState<Point | null>(null)

  const leave = () => {
    setCursor(null)
    setCorner(null)
  }
  const start = () => {
    const centre = stage.current?.centre() ?? { x: image.width / 2, y: image.height / 2 }
    setCursor(bounded(centre, image))
    setCorner(null)
    onStart()
  }
  const move = (by: Point) => {
    if (!cursor) return
    const next = bounded({ x: cursor.x + by.x, y: cursor.y + by.y }, image)
    setCursor(next)
    stage.current?.reveal(next)
  }
  const set = () => {
    if (!cursor) return
    if (!corner) return setCorner(cursor)
    const rect = rectBetween(corner, cursor, image)
    if (!rect) return
    leave()
    onDraw(rect)
  }
  const onKey = (event: KeyboardEvent): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    if (event.key === 'Escape' && (cursor || corner)) {
      if (corner) setCorner(null)
      else setCursor(null)
      return true
    }
    if (!cursor) return false
    const by = arrowStep(event)
    if (by) move(by)
    if (event.key === 'Enter' && !event.repeat) set()
    return by !== null || event.key === 'Enter'
  }
  return { cursor, corner, setCorner, hide: () => cursor && setCursor(null), leave, start, onKey }
}

/** 1 px, with Shift 10; null for other keys. */
export function arrowStep(event: Pick<KeyboardEvent, 'key' | 'shiftKey'>): Point | null {
  const length = event.shiftKey ? 10 : 1
  if (event.key === 'ArrowLeft') return { x: -length, y: 0 }
  if (event.key === 'ArrowRight') return { x: length, y: 0 }
  if (event.key === 'ArrowUp') return { x: 0, y: -length }
  if (event.key === 'ArrowDown') return { x: 0, y: length }
  return null
}

function bounded(point: Point, image: Size): Point {
  return { x: clamp(Math.round(point.x), 0, image.width), y: clamp(Math.round(point.y), 0, image.height) }
}
