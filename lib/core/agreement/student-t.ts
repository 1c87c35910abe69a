/**
 * Quantile of Student's t distribution, 0.5 ≤ p < 1, by bisection on the distribution function until the bracket no longer shrinks.
 * F(t) = 1 − ½ I_x(df/2, ½), x = df/(df + t²) (Abramowitz & Stegun 26.7.1).
 */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  let low = 0
  let high = 1
  while (studentTCdf(high, degreesOfFreedom) < p) high *= 2
  for (;;) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) return middle
    if (studentTCdf(middle, degreesOfFreedom) < p) low = middle
    else high = middle
  }
}

function studentTCdf(t: number, degreesOfFreedom: number): number {
  const square = t * t
  const x = degreesOfFreedom / (degreesOfFreedom + square)
  const y = square / (degreesOfFreedom + square)
  return 1 - incompleteBeta(x, y, degreesOfFreedom / 2, 0.5) / 2
}

/** Regularised incomplete beta I_x(a, b), y = 1 − x; continued fraction 26.5.8 evaluated by Lentz's method. */
function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (y <= 0) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(y, x, b, a)
  const logX = y < 0.5 ? Math.log1p(-y) : Math.log(x)
  const logY = x < 0.5 ? Math.log1p(-x) : Math.log(y)
  const front = Math.exp(a * logX + b * logY - Math.log(a) - logBeta(a, b))
  const tiny = 1e-300
  let c = 1
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1), tiny)
  let fraction = d
  for (let m = 1; m < 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / nonZero(1 + even * d, tiny)
    c = nonZero(1 + even / c, tiny)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / nonZero(1 + odd * d, tiny)
    c = nonZero(1 + odd / c, tiny)
    const change = d * c
    fraction *= change
    if (Math.abs(change - 1) < 3e-16) break
  }
  return front * fraction
}

const nonZero = (value: number, tiny: number): number => (Math.abs(value) < tiny ? tiny : value)

function logBeta(a: number, b: number): number {
  // For large arguments log Γ(a) − log Γ(a + ½) cancels: Stirling's series of the ratio keeps the digits.
  if (b === 0.5 && a > 20) return logGamma(0.5) + logGammaHalfStep(a)
  if (a === 0.5 && b > 20) return logGamma(0.5) + logGammaHalfStep(b)
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}

/** log Γ(a) − log Γ(a + ½), the asymptotic series of A & S 6.1.47 in its logarithm. */
function logGammaHalfStep(a: number): number {
  const i = 1 / a
  const square = i * i
  return -0.5 * Math.log(a) + i * (1 / 8 - square * (1 / 192 - square * (1 / 640 - (square * 17) / 14_336)))
}

/** Recurrence up to 15, then Stirling's series (A & S 6.1.41). */
function logGamma(x: number): number {
  let shift = 0
  let z = x
  while (z < 15) {
    shift += Math.log(z)
    z += 1
  }
  const inverse = 1 / (z * z)
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / z
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift
}
