import { binomial } from '../random/binomial'
import type { Random } from '../random/seeded-random'

/**
 * Draws as many units with replacement as there are and writes into `drawn` how often each kind came; `weight[i]` units are of kind i.
 * The counts are multinomial: few kinds by conditional binomials, many kinds by drawing unit after unit. Exact either way.
 */
export function resampler(weight: Float64Array): (random: Random, drawn: Float64Array) => void {
  const units = weight.reduce((sum, count) => sum + count, 0)
  if (units > 4 * weight.length) return (random, drawn) => drawByKind(weight, units, random, drawn)
  const kindOf = new Int32Array(units)
  let next = 0
  weight.forEach((count, kind) => {
    kindOf.fill(kind, next, next + count)
    next += count
  })
  return (random, drawn) => {
    drawn.fill(0)
    for (let draw = 0; draw < units; draw += 1) {
      const kind = kindOf[random.below(units)] ?? 0
      drawn[kind] = (drawn[kind] ?? 0) + 1
    }
  }
}

function drawByKind(weight: Float64Array, units: number, random: Random, drawn: Float64Array): void {
  let toDraw = units
  let others = units
  for (let kind = 0; kind < weight.length; kind += 1) {
    const ofKind = weight[kind] ?? 0
    const came = others > ofKind ? binomial(random, toDraw, ofKind / others) : toDraw
    drawn[kind] = came
    toDraw -= came
    others -= ofKind
  }
}
