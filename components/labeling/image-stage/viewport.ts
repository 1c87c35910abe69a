import { clamp, type Point, type Size } from './geometry'

/** How the image lies on the screen: screen = image × scale + (x, y). */
export interface Viewport {
  scale: number
  x: number
  y: number
}

const margin = 26
/** On a phone the photo takes the whole width. */
const narrow = 640
const closest = 40
/** So much of the image (screen pixels) always stays in view. */
const keptInView = 48

/** The whole image in the middle of the room, small ones enlarged up to 8 times. */
export function fitted(image: Size, room: Size): Viewport {
  const pad = room.width < narrow ? 0 : Math.min(margin, room.height / 20)
  const scale = Math.max(
    0.01,
    Math.min((room.width - 2 * pad) / image.width, (room.height - 2 * pad) / image.height, 8),
  )
  return centred(image, room, scale)
}

export function centred(image: Size, room: Size, scale: number): Viewport {
  return { scale, x: (room.width - image.width * scale) / 2, y: (room.height - image.height * scale) / 2 }
}

/** Closer or further away, with the point under `at` (screen) standing still. */
export function zoomedAt(view: Viewport, factor: number, at: Point, image: Size, room: Size): Viewport {
  const furthest = Math.min(fitted(image, room).scale / 2, 1)
  const scale = clamp(view.scale * factor, furthest, closest)
  const ratio = scale / view.scale
  return kept({ scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio }, image, room)
}

export function pannedBy(view: Viewport, dx: number, dy: number, image: Size, room: Size): Viewport {
  return kept({ ...view, x: view.x + dx, y: view.y + dy }, image, room)
}

/** Moved as little as needed for the point (image) to be in view. */
export function revealing(view: Viewport, point: Point, room: Size): Viewport {
  const into = (screen: number, length: number) => {
    const pad = Math.min(40, length / 4)
    return clamp(screen, pad, length - pad) - screen
  }
  return {
    ...view,
    x: view.x + into(point.x * view.scale + view.x, room.width),
    y: view.y + into(point.y * view.scale + view.y, room.height),
  }
}

export function toImage(view: Viewport, screen: Point): Point {
  return { x: (screen.x - view.x) / view.scale, y: (screen.y - view.y) / view.scale }
}

export function toScreen(view: Viewport, point: Point): Point {
  return { x: point.x * view.scale + view.x, y: point.y * view.scale + view.y }
}

function kept(view: Viewport, image: Size, room: Size): Viewport {
  const keep = (at: number, length: number, available: number) => {
    const rest = Math.min(keptInView, length, available)
    return clamp(at, rest - length, available - rest)
  }
  return {
    ...view,
    x: keep(view.x, image.width * view.scale, room.width),
    y: keep(view.y, image.height * view.scale, room.height),
  }
}
