import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contains, handleAt, handles, inside, movedBy, type Rect, rectBetween, resizedBy } from './geometry'
import { type HitBox, hitAt } from './hit'
import { fitted, pannedBy, revealing, toImage, toScreen, zoomedAt } from './viewport'

const image = { width: 451, height: 300 }
const anywhere = fc.record({
  x: fc.double({ min: -500, max: 1000, noNaN: true }),
  y: fc.double({ min: -500, max: 1000, noNaN: true }),
})
const drawn = fc
  .tuple(anywhere, anywhere)
  .map(([a, b]) => rectBetween(a, b, image))
  .filter((rect) => rect !== null)
const step = fc.double({ min: -700, max: 700, noNaN: true })

function liesInside(rect: Rect) {
  expect(rect.x).toBeGreaterThanOrEqual(0)
  expect(rect.y).toBeGreaterThanOrEqual(0)
  expect(rect.x + rect.width).toBeLessThanOrEqual(image.width)
  expect(rect.y + rect.height).toBeLessThanOrEqual(image.height)
  expect(rect.width).toBeGreaterThanOrEqual(1)
  expect(rect.height).toBeGreaterThanOrEqual(1)
  for (const value of Object.values(rect)) expect(Number.isInteger(value)).toBe(true)
}

describe('boxes', () => {
  test('whatever is drawn lies inside the image on whole pixels, whichever corner came first', () => {
    fc.assert(
      fc.property(anywhere, anywhere, (a, b) => {
        const rect = rectBetween(a, b, image)
        expect(rectBetween(b, a, image)).toEqual(rect)
        if (rect) liesInside(rect)
      }),
    )
    expect(rectBetween({ x: 10, y: 10 }, { x: 10.4, y: 90 }, image)).toBeNull()
  })

  test('a moved box keeps its size and stays inside', () => {
    fc.assert(
      fc.property(drawn, step, step, (rect, dx, dy) => {
        const moved = movedBy(rect, dx, dy, image)
        liesInside(moved)
        expect([moved.width, moved.height]).toEqual([rect.width, rect.height])
      }),
    )
  })

  test('a handle moves its own edges only, and never past the opposite edge or the border', () => {
    fc.assert(
      fc.property(drawn, fc.constantFrom(...handles), step, step, (rect, handle, dx, dy) => {
        const resized = resizedBy(rect, handle, dx, dy, image)
        liesInside(resized)
        if (!handle.includes('w')) expect(resized.x).toBe(rect.x)
        if (!handle.includes('n')) expect(resized.y).toBe(rect.y)
        if (!handle.includes('e')) expect(resized.x + resized.width).toBe(rect.x + rect.width)
        if (!handle.includes('s')) expect(resized.y + resized.height).toBe(rect.y + rect.height)
      }),
    )
  })

  test('numbers typed in are brought inside the image', () => {
    expect(inside({ x: 440, y: -3, width: 20, height: 0 }, image)).toEqual({ x: 431, y: 0, width: 20, height: 1 })
  })
})

describe('what lies under the pointer', () => {
  const box = (id: number, rect: Rect, more: Partial<HitBox> = {}): HitBox => ({
    id,
    ...rect,
    hidden: false,
    locked: false,
    tag: { width: 30, height: 19 },
    ...more,
  })
  const cat = box(1, { x: 0, y: 20, width: 400, height: 270 })
  const eye = box(2, { x: 100, y: 100, width: 60, height: 60 })
  const aim = { pixel: 1, reach: 12, selectedId: null, insides: true }

  test('of boxes on top of each other the smallest is meant', () => {
    expect(hitAt({ x: 130, y: 130 }, [cat, eye], aim)).toEqual({ on: 'box', id: 2 })
    expect(hitAt({ x: 130, y: 130 }, [eye, cat], aim)).toEqual({ on: 'box', id: 2 })
    expect(hitAt({ x: 300, y: 130 }, [eye, cat], aim)).toEqual({ on: 'box', id: 1 })
  })

  test('while drawing only lines and tags are boxes, so that a box can be drawn in a box', () => {
    const drawing = { ...aim, insides: false }
    expect(hitAt({ x: 300, y: 130 }, [cat], drawing)).toBeNull()
    expect(hitAt({ x: 398, y: 130 }, [cat], drawing)).toEqual({ on: 'box', id: 1 })
    expect(hitAt({ x: 20, y: 8 }, [cat], drawing)).toEqual({ on: 'box', id: 1 })
  })

  test('the handles of the selected box come first, unless it is locked or hidden', () => {
    const selected = { ...aim, selectedId: 2 }
    expect(hitAt(handleAt(eye, 'se'), [cat, eye], selected)).toEqual({ on: 'handle', id: 2, handle: 'se' })
    expect(hitAt(handleAt(eye, 'se'), [cat, { ...eye, locked: true }], selected)).toEqual({ on: 'box', id: 2 })
    expect(hitAt(handleAt(eye, 'se'), [cat, { ...eye, hidden: true }], selected)).toEqual({ on: 'box', id: 1 })
  })

  test('reach is in screen pixels, however close the image is', () => {
    const near = { ...aim, selectedId: 2, insides: false }
    expect(hitAt({ x: 170, y: 170 }, [eye], near)?.on).toBe('handle')
    expect(hitAt({ x: 170, y: 170 }, [eye], { ...near, pixel: 1 / 8 })).toBeNull()
  })
})

describe('the view', () => {
  const room = { width: 1136, height: 780 }
  const views = fc.record({
    scale: fc.double({ min: 0.6, max: 40, noNaN: true }),
    x: fc.double({ min: -400, max: 1000, noNaN: true }),
    y: fc.double({ min: -250, max: 700, noNaN: true }),
  })
  const onScreen = fc.record({
    x: fc.double({ min: 0, max: 1136, noNaN: true }),
    y: fc.double({ min: 0, max: 780, noNaN: true }),
  })

  test('fitted shows the whole image in the middle', () => {
    const view = fitted(image, room)
    const corner = toScreen(view, { x: 0, y: 0 })
    const opposite = toScreen(view, { x: 451, y: 300 })
    expect(corner.x).toBeGreaterThan(0)
    expect(corner.y).toBeGreaterThan(0)
    expect(room.width - opposite.x).toBeCloseTo(corner.x, 9)
    expect(room.height - opposite.y).toBeCloseTo(corner.y, 9)
  })

  test('screen and image coordinates undo each other', () => {
    fc.assert(
      fc.property(views, onScreen, (view, at) => {
        const back = toScreen(view, toImage(view, at))
        expect(back.x).toBeCloseTo(at.x, 6)
        expect(back.y).toBeCloseTo(at.y, 6)
      }),
    )
  })

  test('zooming keeps the point under the pointer where it is', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 12, noNaN: true }), (factor) => {
        const view = fitted(image, room)
        const at = { x: 600, y: 400 }
        const before = toImage(view, at)
        const after = toImage(zoomedAt(view, factor, at, image, room), at)
        expect(after.x).toBeCloseTo(before.x, 6)
        expect(after.y).toBeCloseTo(before.y, 6)
      }),
    )
  })

  test('the image can never be lost from view', () => {
    fc.assert(
      fc.property(views, step, step, (view, dx, dy) => {
        const panned = pannedBy(view, dx * 9, dy * 9, image, room)
        const shown = { x: panned.x, y: panned.y, width: image.width * view.scale, height: image.height * view.scale }
        expect(shown.x + shown.width).toBeGreaterThanOrEqual(47.9)
        expect(shown.y + shown.height).toBeGreaterThanOrEqual(47.9)
        expect(shown.x).toBeLessThanOrEqual(room.width - 47.9)
        expect(shown.y).toBeLessThanOrEqual(room.height - 47.9)
      }),
    )
  })

  test('the cross hair is brought into view and a point in view moves nothing', () => {
    const view = { scale: 10, x: 0, y: 0 }
    const shown = toScreen(revealing(view, { x: 451, y: 300 }, room), { x: 451, y: 300 })
    expect(contains({ x: 0, y: 0, ...room }, shown)).toBe(true)
    expect(revealing(view, { x: 50, y: 30 }, room)).toEqual(view)
  })
})
