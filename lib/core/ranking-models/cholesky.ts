/** Below this part of its own diagonal a pivot is rounding: the matrix is singular. */
const SINGULAR = 1e-13

/** Lower triangle L with L Lᵀ = matrix (n × n, row by row, symmetric); null where the matrix is not positive definite. */
export function cholesky(matrix: Float64Array, n: number): Float64Array | null {
  const lower = new Float64Array(n * n)
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i * n + j] ?? 0
      for (let k = 0; k < j; k += 1) sum -= (lower[i * n + k] ?? 0) * (lower[j * n + k] ?? 0)
      if (i !== j) lower[i * n + j] = sum / (lower[j * n + j] ?? 1)
      else if (sum > SINGULAR * (matrix[i * n + i] ?? 0)) lower[i * n + i] = Math.sqrt(sum)
      else return null
    }
  }
  return lower
}

/** x with L Lᵀ x = right. */
export function solveCholesky(lower: Float64Array, n: number, right: Float64Array): Float64Array {
  const x = right.slice()
  for (let i = 0; i < n; i += 1) {
    let sum = x[i] ?? 0
    for (let k = 0; k < i; k += 1) sum -= (lower[i * n + k] ?? 0) * (x[k] ?? 0)
    x[i] = sum / (lower[i * n + i] ?? 1)
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    let sum = x[i] ?? 0
    for (let k = i + 1; k < n; k += 1) sum -= (lower[k * n + i] ?? 0) * (x[k] ?? 0)
    x[i] = sum / (lower[i * n + i] ?? 1)
  }
  return x
}

/** Diagonal of the inverse of L Lᵀ. */
export function inverseDiagonal(lower: Float64Array, n: number): Float64Array {
  // Row by row of L⁻¹; (L Lᵀ)⁻¹ = L⁻ᵀ L⁻¹, so its diagonal sums the squares of the columns.
  const inverse = new Float64Array(n * n)
  const diagonal = new Float64Array(n)
  for (let column = 0; column < n; column += 1) {
    let squares = 0
    for (let i = column; i < n; i += 1) {
      let sum = i === column ? 1 : 0
      for (let k = column; k < i; k += 1) sum -= (lower[i * n + k] ?? 0) * (inverse[column * n + k] ?? 0)
      const entry = sum / (lower[i * n + i] ?? 1)
      inverse[column * n + i] = entry
      squares += entry * entry
    }
    diagonal[column] = squares
  }
  return diagonal
}
