/** ψ(x), x > 0: up by its recurrence until the asymptotic series (Abramowitz & Stegun 6.3.18) is exact to about 1e-16. */
export function digamma(x: number): number {
  let shifted = x
  let below = 0
  while (shifted < 12) {
    below += 1 / shifted
    shifted += 1
  }
  const inverse = 1 / (shifted * shifted)
  const series =
    inverse *
    (1 / 12 -
      inverse * (1 / 120 - inverse * (1 / 252 - inverse * (1 / 240 - inverse * (1 / 132 - inverse * (691 / 32760))))))
  return Math.log(shifted) - 0.5 / shifted - series - below
}
