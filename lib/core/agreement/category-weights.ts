/** How much of an agreement two categories are, 1 on the diagonal, by their index in the declared order. */
export type WeightScheme = 'identity' | 'linear' | 'quadratic' | 'ordinal'

/**
 * Gwet, Handbook of Inter-Rater Reliability, 4th ed. (2014), chapter 3:
 * linear 1 − |k − l|/(q − 1), quadratic 1 − (k − l)²/(q − 1)², ordinal 1 − C(|k − l| + 1, 2)/C(q, 2).
 */
export function categoryWeight(scheme: WeightScheme, nCategories: number): (k: number, l: number) => number {
  if (scheme === 'identity') return (k, l) => (k === l ? 1 : 0)
  const widest = nCategories - 1
  if (scheme === 'linear') return (k, l) => (k === l ? 1 : 1 - Math.abs(k - l) / widest)
  if (scheme === 'quadratic') return (k, l) => (k === l ? 1 : 1 - ((k - l) / widest) ** 2)
  return (k, l) => {
    const apart = Math.abs(k - l)
    return apart === 0 ? 1 : 1 - ((apart + 1) * apart) / (nCategories * widest)
  }
}
