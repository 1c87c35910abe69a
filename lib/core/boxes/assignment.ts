import { linearSumAssignment } from 'linear-sum-assignment'

/** One possible partnership: row `a`, column `b`, worth `weight` > 0. */
export interface Edge {
  a: number
  b: number
  weight: number
}

/** Every pair with a positive weight. */
export function positiveEdges(rows: number, columns: number, weight: (a: number, b: number) => number): Edge[] {
  const edges: Edge[] = []
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b < columns; b++) {
      const w = weight(a, b)
      if (w > 0) edges.push({ a, b, weight: w })
    }
  }
  return edges
}

/**
 * One-to-one assignment with the greatest sum of weights, as the edges it takes (Crouse 2016, by linear-sum-assignment).
 * Groups of edges that share no end are solved apart, so that a crowded image costs the cube of its largest cluster only.
 * With all weights 1 the result is a matching of maximum cardinality.
 */
export function maximumWeightMatching(edges: readonly Edge[]): Edge[] {
  if (!sharesAnEnd(edges)) return [...edges]
  if (edges.length <= FEW_EDGES) return bestByTrying(edges)
  return components(edges).flatMap((group) => (group.length <= FEW_EDGES ? bestByTrying(group) : solveComponent(group)))
}

/** Alpha matches millions of image pairs with a few overlaps each; trying all choices is then cheaper than filling a matrix. */
const FEW_EDGES = 10

function bestByTrying(edges: readonly Edge[]): Edge[] {
  let best: Edge[] = []
  let bestWeight = 0
  const chosen: Edge[] = []
  const visit = (index: number, weight: number): void => {
    const edge = edges[index]
    if (!edge) {
      if (weight > bestWeight) {
        best = [...chosen]
        bestWeight = weight
      }
      return
    }
    const free = !chosen.some((other) => touches(other, edge))
    if (free) {
      chosen.push(edge)
      visit(index + 1, weight + edge.weight)
      chosen.pop()
    }
    // An edge that stands in nobody's way is never left out.
    if (!free || touchesAnyFrom(edges, index + 1, edge)) visit(index + 1, weight)
  }
  visit(0, 0)
  return best
}

function touches(p: Edge, q: Edge): boolean {
  return p.a === q.a || p.b === q.b
}

function touchesAnyFrom(edges: readonly Edge[], start: number, edge: Edge): boolean {
  for (let index = start; index < edges.length; index++) {
    const later = edges[index]
    if (later && touches(later, edge)) return true
  }
  return false
}

function sharesAnEnd(edges: readonly Edge[]): boolean {
  return edges.length <= FEW_EDGES
    ? edges.some((edge, index) => touchesAnyFrom(edges, index + 1, edge))
    : new Set(edges.map((edge) => edge.a)).size < edges.length ||
        new Set(edges.map((edge) => edge.b)).size < edges.length
}

function components(edges: readonly Edge[]): Edge[][] {
  const byRow = groupBy(edges, (edge) => edge.a)
  const byColumn = groupBy(edges, (edge) => edge.b)
  const seen = new Set<Edge>()
  const found: Edge[][] = []
  for (const start of edges) {
    if (seen.has(start)) continue
    seen.add(start)
    const component = [start]
    // The list grows while it is walked: each edge brings in those it shares an end with.
    for (const edge of component) {
      for (const next of [...takeOut(byRow, edge.a), ...takeOut(byColumn, edge.b)]) {
        if (seen.has(next)) continue
        seen.add(next)
        component.push(next)
      }
    }
    found.push(component)
  }
  return found
}

function groupBy(edges: readonly Edge[], end: (edge: Edge) => number): Map<number, Edge[]> {
  const groups = new Map<number, Edge[]>()
  for (const edge of edges) {
    const group = groups.get(end(edge))
    if (group) group.push(edge)
    else groups.set(end(edge), [edge])
  }
  return groups
}

/** Each row or column needs to be walked once only. */
function takeOut(groups: Map<number, Edge[]>, key: number): Edge[] {
  const group = groups.get(key) ?? []
  groups.delete(key)
  return group
}

function solveComponent(edges: Edge[]): Edge[] {
  const rows = indexOf(edges.map((edge) => edge.a))
  const columns = indexOf(edges.map((edge) => edge.b))
  const weights = Array.from({ length: rows.size }, () => new Float64Array(columns.size))
  const edgeAt = new Map<number, Edge>()
  for (const edge of edges) {
    const row = rows.get(edge.a) ?? 0
    const column = columns.get(edge.b) ?? 0
    const line = weights[row]
    if (line) line[column] = edge.weight
    edgeAt.set(row * columns.size + column, edge)
  }
  const { rowAssignments } = linearSumAssignment(weights, { maximaze: true })
  // Where there are more rows than columns a row may stay at −1; a pair of weight 0 is no match.
  return Array.from(rowAssignments).flatMap((column, row) => {
    const edge = column < 0 ? undefined : edgeAt.get(row * columns.size + column)
    return edge ? [edge] : []
  })
}

/** Dense numbers for the ends, in ascending order, so that ties fall the same way however the edges came. */
function indexOf(ends: number[]): Map<number, number> {
  return new Map([...new Set(ends)].sort((x, y) => x - y).map((end, index) => [end, index]))
}
