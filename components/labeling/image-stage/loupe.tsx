'use client'

import type { Point } from './geometry'
import type { StageImage } from './picture'
import { toScreen, type Viewport } from './viewport'

const diameter = 116
const closer = 2.5

/** What the finger covers, enlarged above it. */
export function Loupe({ image, at, view, room }: { image: StageImage; at: Point; view: Viewport; room: number }) {
  const finger = toScreen(view, at)
  const above = finger.y - diameter - 36
  const top = above > 4 ? above : Math.min(finger.y + 48, room - diameter - 4)
  const scale = view.scale * closer
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute overflow-hidden rounded-full bg-stage shadow-pop ring-3 ring-[white]"
      style={{ width: diameter, height: diameter, top, left: finger.x - diameter / 2 }}
    >
      {/* biome-ignore lint/performance/noImgElement: the same file again, enlarged */}
      <img
        src={image.src}
        alt=""
        className="absolute max-w-none"
        style={{
          width: image.width * scale,
          height: image.height * scale,
          left: diameter / 2 - at.x * scale,
          top: diameter / 2 - at.y * scale,
        }}
      />
      <span className="absolute inset-y-0 start-1/2 w-px bg-[white] mix-blend-difference" />
      <span className="absolute inset-x-0 top-1/2 h-px bg-[white] mix-blend-difference" />
    </div>
  )
}
