'use client'

import { memo } from 'react'
import { type StageBox, spokenBox } from './stage-box'
import { tagHeight, tagText, tagWidth } from './tag-size'

interface BoxShapeProps {
  box: StageBox
  /** Screen pixels an image pixel takes. */
  scale: number
  selected: boolean
  hovered: boolean
  onFocus(id: number): void
}

/** One box: a 2 px line of its label's colour inside a dark casing, and its name. Redrawn only when it itself changes. */
export const BoxShape = memo(function BoxShape({ box, scale, selected, hovered, onFocus }: BoxShapeProps) {
  const x = box.x * scale
  const y = box.y * scale
  const width = box.width * scale
  const height = box.height * scale
  const roomForName = selected || hovered || (width > 26 && height > 14)
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
      {box.hidden ? null : (
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
      )}
    </g>
  )
})

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
