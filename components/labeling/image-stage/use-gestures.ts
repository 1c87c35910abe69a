'use client'

import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { type Handle, movedBy, type Point, type Rect, rectBetween, resizedBy, type Size } from './geometry'
import { type HitBox, hitAt } from './hit'
import type { StageBox, StageTool } from './stage-box'
import { tagHeight, tagWidth } from './tag-size'
import type { ViewControls } from './use-viewport'

type Gesture =
  | { kind: 'pan'; last: Point; moved: boolean; deselects: boolean }
  | { kind: 'pinch'; middle: Point; spread: number }
  | { kind: 'draw'; from: Point; start: Point; moved: boolean }
  | { kind: 'move'; box: StageBox; from: Point }
  | { kind: 'resize'; box: StageBox; handle: Handle; from: Point }

/** What is under way: a new box, or another place for an old one. */
export type Live = { kind: 'draw'; rect: Rect | null } | { kind: 'edit'; id: number; rect: Rect } | null

export interface GestureTargets {
  image: Size
  boxes: readonly StageBox[]
  selectedId: number | null
  tool: StageTool
  ready: boolean
  /** First corner of a box drawn by two taps or by keys. */
  corner: Point | null
  onCorner(corner: Point | null): void
  onSelect(id: number | null): void
  onDraw(rect: Rect): void
  onPlace(id: number, rect: Rect): void
  /** A drag that left less than 1 px. */
  onTooSmall(): void
  onPointer(): void
}

/** Screen pixels below which a press is a tap, not a drag. */
const tapSlack = 4

/** Mouse, finger and pen over the stage: draw, select, move, resize, pan, pinch. */
export function useGestures(
  container: RefObject<HTMLElement | null>,
  view: ViewControls,
  handPressed: boolean,
  targets: GestureTargets,
) {
  const [live, setLive] = useState<Live>(null)
  const [pointer, setPointer] = useState<Point | null>(null)
  const [hoveredId, setHoveredId] = useState<number | null>(null)
  const [pressedBy, setPressedBy] = useState<'mouse' | 'touch' | null>(null)
  const gesture = useRef<Gesture | null>(null)
  const lastSeen = useRef<Point>({ x: -1, y: -1 })
  const pointers = useRef(new Map<number, Point>())

  const { boxes } = targets
  const hitBoxes = useMemo(() => boxes.map(withTag), [boxes])

  useWheel(container, view)

  const onScreen = (event: ReactPointerEvent | PointerEvent): Point => {
    const area = container.current?.getBoundingClientRect()
    return { x: event.clientX - (area?.left ?? 0), y: event.clientY - (area?.top ?? 0) }
  }

  const hit = (at: Point, byMouse: boolean, insides: boolean) =>
    hitAt(at, hitBoxes, {
      pixel: 1 / view.current().scale,
      reach: byMouse ? 12 : 22,
      selectedId: targets.selectedId,
      insides,
    })

  const begin = (screen: Point, at: Point, event: ReactPointerEvent): Gesture => {
    const pan = { kind: 'pan', last: screen, moved: false, deselects: false } as const
    if (handPressed || targets.tool === 'hand' || event.button === 1) return pan
    const under = hit(at, event.pointerType === 'mouse', targets.tool === 'select')
    const box = targets.boxes.find((candidate) => candidate.id === under?.id)
    if (under?.on === 'handle' && box) return { kind: 'resize', box, handle: under.handle, from: at }
    if (targets.tool === 'draw') return { kind: 'draw', from: at, start: screen, moved: false }
    targets.onSelect(box?.id ?? null)
    return box && !box.locked ? { kind: 'move', box, from: at } : { ...pan, deselects: !box }
  }

  const onPointerDown = (event: ReactPointerEvent) => {
    if (!targets.ready || event.button === 2 || isControl(event.target)) return
    const screen = onScreen(event)
    pointers.current.set(event.pointerId, screen)
    container.current?.setPointerCapture(event.pointerId)
    if (!container.current?.contains(document.activeElement)) container.current?.focus({ preventScroll: true })
    targets.onPointer()
    if (pointers.current.size === 2) {
      gesture.current = { kind: 'pinch', ...spreadOf(pointers.current) }
      setLive(null)
      return
    }
    if (pointers.current.size > 2) return
    const at = view.toImage(screen)
    setPressedBy(event.pointerType === 'mouse' ? 'mouse' : 'touch')
    setPointer(at)
    gesture.current = begin(screen, at, event)
    if (event.button === 1) event.preventDefault()
  }

  const onPointerMove = (event: ReactPointerEvent) => {
    const screen = onScreen(event)
    const at = view.toImage(screen)
    if (pointers.current.has(event.pointerId)) pointers.current.set(event.pointerId, screen)
    if (event.pointerType === 'mouse' || gesture.current) setPointer(at)
    const current = gesture.current
    if (!current) {
      // A page that changes under a resting mouse sends moves too; they must not take the lead from the keys.
      if (distance(screen, lastSeen.current) >= 2) targets.onPointer()
      lastSeen.current = screen
      if (event.pointerType === 'mouse' && targets.ready)
        setHoveredId(hit(at, true, targets.tool === 'select')?.id ?? null)
      return
    }
    switch (current.kind) {
      case 'pan':
        current.moved ||= distance(screen, current.last) > tapSlack
        view.pan(screen.x - current.last.x, screen.y - current.last.y)
        current.last = screen
        return
      case 'pinch': {
        const now = spreadOf(pointers.current)
        view.pan(now.middle.x - current.middle.x, now.middle.y - current.middle.y)
        if (current.spread > 0 && now.spread > 0) view.zoom(now.spread / current.spread, now.middle)
        gesture.current = { kind: 'pinch', ...now }
        return
      }
      case 'draw':
        current.moved ||= distance(screen, current.start) > tapSlack
        if (current.moved) setLive({ kind: 'draw', rect: rectBetween(current.from, at, targets.image) })
        return
      default:
        setLive({ kind: 'edit', id: current.box.id, rect: editedRect(current, at, targets.image) })
    }
  }

  const onPointerUp = (event: ReactPointerEvent) => {
    const screen = onScreen(event)
    const at = view.toImage(screen)
    pointers.current.delete(event.pointerId)
    const current = gesture.current
    // After a pinch the finger that stays does nothing until it is lifted too.
    if (pointers.current.size > 0) return
    gesture.current = null
    setLive(null)
    setPressedBy(null)
    if (!current || event.type === 'pointercancel') return
    if (current.kind === 'draw') finishDrawing(current, at, event.pointerType === 'mouse')
    if (current.kind === 'move' || current.kind === 'resize') {
      const rect = editedRect(current, at, targets.image)
      if (differs(rect, current.box)) targets.onPlace(current.box.id, rect)
    }
  }

  const finishDrawing = ({ from, moved }: { from: Point; moved: boolean }, at: Point, byMouse: boolean) => {
    if (moved) {
      const rect = rectBetween(from, at, targets.image)
      return rect ? targets.onDraw(rect) : targets.onTooSmall()
    }
    if (targets.corner) {
      const rect = rectBetween(targets.corner, at, targets.image)
      targets.onCorner(null)
      return rect ? targets.onDraw(rect) : undefined
    }
    const under = hit(at, byMouse, false)
    if (under) return targets.onSelect(under.id)
    targets.onCorner({ x: Math.round(at.x), y: Math.round(at.y) })
  }

  const onPointerLeave = () => {
    if (gesture.current) return
    setPointer(null)
    setHoveredId(null)
  }

  return {
    live,
    pointer,
    hoveredId,
    pressedBy,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp, onPointerLeave },
  }
}

/** Wheel zooms at the pointer; with Shift, or a sideways wheel, it pans. A pinch on a track pad comes as a wheel with Ctrl. */
function useWheel(container: RefObject<HTMLElement | null>, view: ViewControls) {
  useEffect(() => {
    const element = container.current
    if (!element) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
      const dx = event.deltaX * lines
      const dy = event.deltaY * lines
      if (event.shiftKey && !event.ctrlKey) return view.pan(-(dx || dy), 0)
      if (Math.abs(dx) > Math.abs(dy)) return view.pan(-dx, 0)
      const area = element.getBoundingClientRect()
      const strength = event.ctrlKey ? 0.01 : 0.002
      view.zoom(Math.exp(-dy * strength), { x: event.clientX - area.left, y: event.clientY - area.top })
    }
    // React's own wheel listener is passive and could not keep the page from scrolling.
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [container, view])
}

function editedRect(gesture: Gesture & { kind: 'move' | 'resize' }, at: Point, image: Size): Rect {
  const { x, y, width, height } = gesture.box
  const rect = { x, y, width, height }
  const dx = at.x - gesture.from.x
  const dy = at.y - gesture.from.y
  return gesture.kind === 'move' ? movedBy(rect, dx, dy, image) : resizedBy(rect, gesture.handle, dx, dy, image)
}

function withTag(box: StageBox): HitBox {
  return { ...box, tag: { width: tagWidth(box.name), height: tagHeight } }
}

function differs(a: Rect, b: Rect): boolean {
  return a.x !== b.x || a.y !== b.y || a.width !== b.width || a.height !== b.height
}

function spreadOf(pointers: ReadonlyMap<number, Point>): { middle: Point; spread: number } {
  const [a, b] = [...pointers.values()]
  if (!a || !b) return { middle: a ?? { x: 0, y: 0 }, spread: 0 }
  return { middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, spread: distance(a, b) }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button') !== null
}
