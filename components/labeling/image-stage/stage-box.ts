import type { Rect } from './geometry'

/** A box as the stage shows it. Colours are CSS colours. */
export interface StageBox extends Rect {
  id: number
  /** What stands on its tag. */
  name: string
  color: string
  onColor: string
  hidden: boolean
  locked: boolean
}

export type StageTool = 'draw' | 'select' | 'hand'

/** As a screen reader says it. */
export function spokenBox(box: StageBox): string {
  const { name, x, y, width, height } = box
  const state = [box.hidden ? 'hidden' : '', box.locked ? 'locked' : ''].filter(Boolean)
  return [name, `${shown(width)} by ${shown(height)} pixels at ${shown(x)}, ${shown(y)}`, ...state].join(', ')
}

/** Pixels with one decimal where there is one. */
export function shown(pixels: number): string {
  return String(Math.round(pixels * 10) / 10)
}
