'use client'

import { type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react'
import { cn } from '@/components/ui/class-names'
import { isInOverlay } from '../key-target'
import { BoxLayer, BoxLines } from './box-shape'
import { type Point, type Rect, rectBetween } from './geometry'
import { Loupe } from './loupe'
import { CrossHair, DrawnRect, Handles, ReadOut } from './overlay'
import { Picture, PictureFailed, type StageImage, usePictureState } from './picture'
import { type StageBox, shown } from './stage-box'
import { type GestureTargets, type Live, useGestures } from './use-gestures'
import { useStageKeys } from './use-stage-keys'
import { useViewport, type ViewControls } from './use-viewport'

export interface ImageStageHandle extends Pick<ViewControls, 'zoom' | 'fit' | 'realSize' | 'reveal' | 'current'> {
  focus(): void
  /** The image point in the middle of what is in view. */
  centre(): Point
}

export interface ImageStageProps extends Omit<GestureTargets, 'image' | 'ready'> {
  image: StageImage
  /** How the stage is announced: the picture and what is on it. */
  label: string
  /** CSS colour of what is being drawn. */
  drawColor: string
  /** CSS filter over the photo. */
  filter: string
  /** Cross hair moved by keys, in image pixels; null while a pointer leads. */
  cursor: Point | null
  /** Keys for the stage; true when taken. `inStage`: the focus is in it, not merely nowhere. */
  onKey(event: KeyboardEvent, inStage: boolean): boolean
  /** True as soon as the picture is seen, false when it failed. */
  onReady(ready: boolean): void
  onScale(scale: number): void
  ref?: Ref<ImageStageHandle>
}

/** A photo with boxes on it, to draw, move and look at closely. Knows nothing of labels or answers. */
export function ImageStage(props: ImageStageProps) {
  const { image, boxes, selectedId, tool, drawColor, cursor, corner, onSelect, onReady, ref } = props
  const container = useRef<HTMLDivElement>(null)
  const wrapper = useRef<HTMLDivElement>(null)
  const picture = usePictureState()
  const ready = picture.state === 'shown'
  const { scale, view } = useViewport(container, wrapper, image, props.onScale)
  const handPressed = useStageKeys(container, props.onKey)
  const { live, pointer, hoveredId, pressedBy, handlers } = useGestures(container, view, handPressed, {
    ...props,
    image,
    ready,
  })

  useImperativeHandle(
    ref,
    () => ({ ...view, focus: () => focusOn(container.current), centre: () => centreOf(container.current, view) }),
    [view],
  )
  useEffect(() => {
    if (!isInOverlay(document.activeElement)) focusOn(container.current)
  }, [])
  useEffect(() => {
    if (picture.state !== 'loading') onReady(picture.state === 'shown')
  }, [picture.state, onReady])
  useFocusFollows(container, selectedId)

  const movingId = live?.kind === 'edit' ? live.id : null
  const resting = useMemo(() => withoutLines(boxes, movingId), [boxes, movingId])
  const moving = live?.kind === 'edit' ? placed(boxes, live.id, live.rect) : undefined
  const selected = moving?.id === selectedId ? moving : boxes.find((box) => box.id === selectedId)
  const hovered = live ? undefined : boxes.find((box) => box.id === hoveredId && box.id !== selectedId)
  const aim = cursor ?? (tool === 'draw' && !handPressed ? pointer : null)
  const drawn = live?.kind === 'draw' ? live.rect : corner && aim ? rectBetween(corner, aim, image) : null
  const drawnScale = scale ?? 1

  return (
    <div
      ref={container}
      role="application"
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: boxes are drawn and moved here by keys
      tabIndex={0}
      dir="ltr"
      {...handlers}
      onContextMenu={(event) => event.preventDefault()}
      className={cn(
        'relative h-full w-full touch-none select-none overflow-hidden bg-stage focus-visible:-outline-offset-2',
        cursorFor(tool, handPressed, hoveredId !== null, live),
      )}
    >
      <div
        ref={wrapper}
        className={cn('absolute top-0 left-0 origin-top-left', scale === null && 'invisible')}
        style={{ width: image.width * drawnScale, height: image.height * drawnScale }}
      >
        <Picture
          image={image}
          filter={props.filter}
          attempt={picture.attempt}
          closeUp={drawnScale >= 6}
          onState={picture.setState}
        />
        {picture.state === 'loading' ? <div className="late-150 absolute inset-0 bg-active" /> : null}
        {ready ? (
          <svg
            className="pointer-events-none absolute inset-0 h-full w-full overflow-visible"
            aria-hidden={boxes.length === 0}
          >
            <title>Boxes</title>
            <BoxLayer boxes={resting} scale={drawnScale} selectedId={selectedId} onFocus={onSelect} />
          </svg>
        ) : null}
        {ready ? (
          <svg aria-hidden="true" className="pointer-events-none absolute inset-0 h-full w-full overflow-visible">
            {hovered ? <BoxLines box={hovered} scale={drawnScale} selected={false} hovered /> : null}
            {moving ? <BoxLines box={moving} scale={drawnScale} selected hovered={false} /> : null}
            {selected && !selected.hidden && !selected.locked ? (
              <Handles rect={selected} scale={drawnScale} coarse={pressedBy === 'touch'} />
            ) : null}
            {drawn ? <DrawnRect rect={drawn} scale={drawnScale} color={drawColor} /> : null}
            {aim && inImage(aim, image) ? (
              <CrossHair at={aim} image={image} scale={drawnScale} strong={cursor !== null} />
            ) : null}
            {aim && inImage(aim, image) ? (
              <ReadOut at={aim} scale={drawnScale}>
                {drawn
                  ? `${shown(drawn.width)} × ${shown(drawn.height)}`
                  : `${Math.round(aim.x)}, ${Math.round(aim.y)}`}
              </ReadOut>
            ) : null}
          </svg>
        ) : null}
      </div>
      {pressedBy === 'touch' && pointer && live ? (
        <Loupe image={image} at={pointer} view={view.current()} room={container.current?.clientHeight ?? 0} />
      ) : null}
      {picture.state === 'failed' ? <PictureFailed onAgain={picture.again} /> : null}
    </div>
  )
}

/** While the focus is in the stage it goes to the selected box, so that the box is spoken; without one to the stage itself. */
function useFocusFollows(container: React.RefObject<HTMLElement | null>, selectedId: number | null) {
  useEffect(() => {
    const stage = container.current
    if (!stage?.contains(document.activeElement)) return
    const box = selectedId === null ? null : stage.querySelector<SVGElement>(`[data-box="${selectedId}"]`)
    const target = box ?? stage
    if (document.activeElement !== target) target.focus({ preventScroll: true })
  }, [container, selectedId])
}

/** The box that moves is drawn by itself; here it keeps its place in the list and its name. */
function withoutLines(boxes: readonly StageBox[], movingId: number | null): readonly StageBox[] {
  return movingId === null ? boxes : boxes.map((box) => (box.id === movingId ? { ...box, hidden: true } : box))
}

function placed(boxes: readonly StageBox[], id: number, rect: Rect): StageBox | undefined {
  const box = boxes.find((candidate) => candidate.id === id)
  return box && { ...box, ...rect }
}

function inImage(point: Point, image: StageImage): boolean {
  return point.x >= 0 && point.y >= 0 && point.x <= image.width && point.y <= image.height
}

function focusOn(element: HTMLElement | null) {
  element?.focus({ preventScroll: true })
}

function centreOf(element: HTMLElement | null, view: ViewControls): Point {
  const at = view.toImage({ x: (element?.clientWidth ?? 0) / 2, y: (element?.clientHeight ?? 0) / 2 })
  return { x: Math.round(at.x), y: Math.round(at.y) }
}

function cursorFor(tool: string, handPressed: boolean, overBox: boolean, live: Live): string {
  if (handPressed || tool === 'hand') return 'cursor-grab'
  if (tool === 'draw') return 'cursor-crosshair'
  if (live?.kind === 'edit') return 'cursor-grabbing'
  return overBox ? 'cursor-move' : 'cursor-default'
}
