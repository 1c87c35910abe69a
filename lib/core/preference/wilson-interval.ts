const Z = 1.959964

/** 95 % interval of a share of `trials` > 0 (Wilson 1927), within [0, 1]. */
export function wilsonInterval(successes: number, trials: number): [number, number] {
  const share = successes / trials
  const scale = 1 + Z ** 2 / trials
  const centre = (share + Z ** 2 / (2 * trials)) / scale
  const half = (Z * Math.sqrt((share * (1 - share)) / trials + Z ** 2 / (4 * trials ** 2))) / scale
  // At 0 and 1 the bound is exact; rounding would leave 1e-17.
  return [successes === 0 ? 0 : centre - half, successes === trials ? 1 : centre + half]
}
