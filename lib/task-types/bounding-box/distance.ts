import { softF1 } from '@/lib/core/boxes/box-scores'
import type { Answer } from './schema'

/**
 * 1 − soft F1 over the one-to-one matching of greatest total overlap; boxes of different labels do not overlap. In [0, 1]; two
 * empty answers are equal, one empty answer is as far as can be.
 */
export function boxDistance(a: Answer, b: Answer): number {
  return 1 - softF1(a.boxes, b.boxes)
}
