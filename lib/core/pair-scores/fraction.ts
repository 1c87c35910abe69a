/** A score as the fraction it is, so that it can be pooled over items: numerators added, denominators added, then divided. */
export interface Fraction {
  numerator: number
  denominator: number
}

/** Numerator / denominator, or `whenEmpty` where there was nothing to count. */
export function ratio<Empty>({ numerator, denominator }: Fraction, whenEmpty: Empty): number | Empty {
  return denominator === 0 ? whenEmpty : numerator / denominator
}
