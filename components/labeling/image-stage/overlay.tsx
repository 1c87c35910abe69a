'use client'

import { type Handle, handleAt, handlesOf, type Point, type Rect, type Size } from './geometry'

/** Corner handles and, where there is room, those of the edges. */
export function Handles({ rect, scale, coarse }: { rect: Rect; scale: number; coarse: boolean }) {
  const size = coarse ? 12 : 8
  return (
    <g>
      {handlesOf(rect, 28 / scale).map((handle: Handle) => {
        const at = handleAt(rect, handle)
        return (
          <rect
            key={handle}
            x={at.x * scale - size / 2}
            y={at.y * scale - size / 2}
            width={size}
            height={size}
            rx={coarse ? size / 2 : 2}
            fill="white"
            stroke="var(--casing)"
            strokeWidth={1.5}
          />
        )
      })}
    </g>
  )
}

/** What is being drawn. */
export function DrawnRect({ rect, scale, color }: { rect: Rect; scale: number; color: string }) {
  const place = { x: rect.x * scale, y: rect.y * scale, width: rect.width * scale, height: rect.height * scale }
  return (
    <g>
      <rect {...place} fill="none" stroke="var(--casing)" strokeWidth={4} />
      <rect {...place} fill={`color-mix(in oklab, ${color} 16%, transparent)`} stroke={color} strokeWidth={2} />
    </g>
  )
}

/** Dashed lines over the whole image, light on dark, so that they show on any photo. */
export function CrossHair({ at, image, scale, strong }: { at: Point; image: Size; scale: number; strong: boolean }) {
  const lines = `M0 ${at.y * scale}H${image.width * scale}M${at.x * scale} 0V${image.height * scale}`
  return (
    <g fill="none">
      <path d={lines} stroke="oklch(0 0 0 / 0.55)" strokeWidth={strong ? 3 : 1} />
      <path d={lines} stroke="oklch(1 0 0 / 0.9)" strokeWidth={strong ? 1.5 : 1} strokeDasharray="4 4" />
    </g>
  )
}

/** Position or size, beside the pointer. */
export function ReadOut({ at, scale, children }: { at: Point; scale: number; children: string }) {
  const x = at.x * scale + 12
  const y = at.y * scale + 12
  const width = children.length * 6.7 + 12
  return (
    <g>
      <rect x={x} y={y} width={width} height={18} rx={4} fill="oklch(0.16 0 0 / 0.86)" />
      <text
        x={x + width / 2}
        y={y + 9}
        fill="white"
        textAnchor="middle"
        dominantBaseline="central"
        className="font-medium font-mono text-2xs"
      >
        {children}
      </text>
    </g>
  )
}
