'use client'

import { memo } from 'react'
import { type StageBox, spokenBox } from './stage-box'
import { tagHeight, tagText, tagWidth } from './tag-size'

/** Every box, drawn again only when one of them, the size or the choice changes: not while a pointer moves. */
export const BoxLayer = memo(function BoxLayer({
  boxes,
  scale,
  selectedId,
  onFocus,
}: {
  boxes: readonly StageBox[]
  scale: number
  selectedId: number | null
  onFocus(id: number): void
}) {
  return boxes.map((box) => (
    <BoxShape key={box.id} box={box} scale={scale} selected={box.id === selectedId} onFocus={onFocus} />
  ))
})

interface BoxShapeProps {
  box: StageBox
  /** Screen pixels an image pixel takes. */
  scale: number
  selected: boolean
  onFocus(id: number): void
}

/** One box: a 2 px line of its label's colour inside a dark casing, and its name. Redrawn only when it itself changes. */
const BoxShape = memo(function BoxShape({ box, scale, selected, onFocus }: BoxShapeProps) {
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a drawing with a name; the stage moves the focus here so that it is spoken
    <g
      data-box={box.id}
      role="img"
      aria-label={spokenBox(box)}
      tabIndex={-1}
      onFocus={() => onFocus(box.id)}
      className="outline-none"
    >
      {box.hidden ? null : <BoxLines box={box} scale={scale} selected={selected} hovered={false} />}
    </g>
  )
})

/** The lines and the name alone: what lies under the pointer is drawn once more, stronger. */
export function BoxLines({
  box,
  scale,
  selected,
  hovered,
}: {
  box: StageBox
  scale: number
  selected: boolean
  hovered: boolean
}) {
  const x = box.x * scale
  const y = box.y * scale
  const width = box.width * scale
  const height = box.height * scale
  const roomForName = selected || hovered || (width > 26 && height > 14)
  return (
    <>
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        fill="none"
        stroke="var(--casing)"
        strokeWidth={hovered && !selected ? 6 : 4}
      />
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        fill={selected ? `color-mix(in oklab, ${box.color} 16%, transparent)` : 'none'}
        stroke={box.color}
        strokeWidth={hovered && !selected ? 3 : 2}
      />
      {roomForName ? <Tag box={box} x={x} y={y} /> : null}
    </>
  )
}

/** Over the upper left corner, or in it where the image ends there. */
function Tag({ box, x, y }: { box: StageBox; x: number; y: number }) {
  const width = tagWidth(box.name)
  const top = y >= tagHeight + 2 ? y - tagHeight - 2 : y + 2
  return (
    <g className="forced-color-adjust-none">
      <rect
        x={x}
        y={top}
        width={width}
        height={tagHeight}
        rx={4}
        fill={box.color}
        stroke="var(--casing)"
        strokeWidth={1}
      />
      <text
        x={x + width / 2}
        y={top + tagHeight / 2}
        fill={box.onColor}
        textAnchor="middle"
        dominantBaseline="central"
        className="font-semibold text-2xs"
      >
        {tagText(box.name)}
      </text>
    </g>
  )
}
