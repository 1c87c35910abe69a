import { type Fraction, ratio } from '@/lib/core/pair-scores/fraction'
import { editDistance } from './edit-distance'
import { type Ignored, type TextUnit, tokenise } from './normalise-text'

/** Between two annotators, neither the reference: 1 − edits / max(n_a, n_b). Both empty 1. Symmetric, in [0, 1]. */
export function similarity(a: string, b: string, unit: TextUnit, ignore: readonly Ignored[] = []): number {
  return ratio(similarityFraction(tokenise(a, unit, ignore), tokenise(b, unit, ignore)), 1)
}

export function similarityFraction<Token>(a: ArrayLike<Token>, b: ArrayLike<Token>): Fraction {
  const longer = Math.max(a.length, b.length)
  return { numerator: longer - editDistance(a, b), denominator: longer }
}

/**
 * Word or character error rate: edits / length of the reference; above 1 where much was inserted. Against an empty reference
 * it is the number of insertions, so two empty texts give 0.
 */
export function errorRate(reference: string, text: string, unit: TextUnit, ignore: readonly Ignored[] = []): number {
  const { numerator, denominator } = errorFraction(tokenise(reference, unit, ignore), tokenise(text, unit, ignore))
  return denominator === 0 ? numerator : numerator / denominator
}

export function errorFraction<Token>(reference: ArrayLike<Token>, text: ArrayLike<Token>): Fraction {
  return { numerator: editDistance(reference, text), denominator: reference.length }
}
