/** Doubles this close (relative) came apart by rounding alone. */
const rounding = 2 ** -51

/** The number with 13 digits where it is one but for rounding: 57.599999999999994 is 57.6. */
export function snapped(value: number): number {
  const short = Number(value.toPrecision(13))
  return Math.abs(value - short) <= Math.abs(value) * rounding ? short : value
}

/** end − start with 9 decimals where rounding alone keeps it from them: 18.12 − 15.95 is 2.17. */
export function lengthBetween(start: number, end: number): number {
  const length = end - start
  const short = Number(length.toFixed(9))
  return Math.abs(length - short) <= Math.max(Math.abs(start), Math.abs(end)) * rounding ? short : length
}

/** Pixels of a percentage of a side. */
export function pixelsOf(percent: number, side: number): number {
  return snapped((percent * side) / 100)
}

/** The shortest percentage that `pixelsOf` takes back to these pixels; where no double does, the nearest. */
export function percentOf(pixels: number, side: number): number {
  const near = (pixels * 100) / side
  for (let digits = 1; digits <= 17; digits++) {
    const candidate = Number(near.toPrecision(digits))
    if (pixelsOf(candidate, side) === pixels) return candidate
  }
  const step = Math.abs(near) * 2 ** -53
  const neighbours = [near - step, near + step, near - 2 * step, near + 2 * step]
  return neighbours.find((candidate) => pixelsOf(candidate, side) === pixels) ?? near
}
