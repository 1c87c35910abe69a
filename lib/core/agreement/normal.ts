/** 97.5 % point of the standard normal distribution. */
export const Z_95 = 1.959963984540054

/** Standard normal distribution function: series near 0, continued fraction in the tails (Abramowitz & Stegun 26.2.11, 26.2.14), to about 1e-15. */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN
  const x = Math.abs(z)
  if (x > 38) return z > 0 ? 1 : 0
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  if (x < 3) {
    let term = x
    let sum = x
    for (let k = 3; Math.abs(term) > 1e-17 * sum; k += 2) {
      term *= (x * x) / k
      sum += term
    }
    return z > 0 ? 0.5 + density * sum : 0.5 - density * sum
  }
  let fraction = x
  for (let k = 120; k >= 1; k -= 1) fraction = x + k / fraction
  const tail = density / fraction
  return z > 0 ? 1 - tail : tail
}

/** Inverse of `normalCdf` for 0 < p < 1: a rough start (A & S 26.2.23), then Newton steps in the lower tail, where p keeps its digits. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p)
  if (p <= 0) return Number.NEGATIVE_INFINITY
  const t = Math.sqrt(-2 * Math.log(p))
  let z = (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t
  for (let step = 0; step < 8; step += 1) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
    const move = (normalCdf(z) - p) / density
    z -= move
    if (Math.abs(move) < 1e-15 * Math.max(1, Math.abs(z))) break
  }
  return z
}
