/**
 * Levenshtein distance (1966): the fewest insertions, deletions and substitutions, each of cost 1, that turn one sequence into the
 * other. Two rows of the dynamic programme of Wagner and Fischer (1974), after the common start and end are cut off.
 */
export function editDistance<Token>(a: ArrayLike<Token>, b: ArrayLike<Token>): number {
  let start = 0
  let endA = a.length
  let endB = b.length
  while (start < endA && start < endB && a[start] === b[start]) start++
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  const columns = endB - start
  if (endA === start) return columns
  if (columns === 0) return endA - start

  // row[j]: edits from the part of `a` read so far to the first j tokens of `b`.
  const row = Uint32Array.from({ length: columns + 1 }, (_, j) => j)
  for (let i = start; i < endA; i++) {
    const token = a[i]
    let diagonal = row[0] ?? 0
    let left = diagonal + 1
    row[0] = left
    for (let j = 1; j <= columns; j++) {
      const above = row[j] ?? 0
      const substituted = token === b[start + j - 1] ? diagonal : diagonal + 1
      const moved = Math.min(above, left) + 1
      left = Math.min(substituted, moved)
      row[j] = left
      diagonal = above
    }
  }
  return row[columns] ?? 0
}
