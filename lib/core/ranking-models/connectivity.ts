export interface Components {
  /** Number of groups within which everyone beats everyone by some chain. */
  strong: number
  /** Number of groups that no comparison links. */
  weak: number
}

/** `edges[i]`: whom i beats. */
export function componentsOf(edges: readonly ReadonlySet<number>[]): Components {
  const reversed = edges.map(() => new Set<number>())
  const both = edges.map((beaten) => new Set(beaten))
  edges.forEach((beaten, i) => {
    for (const j of beaten) {
      reversed[j]?.add(i)
      both[j]?.add(i)
    }
  })
  const everyone = edges.map((_, i) => i)
  return { strong: groups(finishingOrder(edges).reverse(), reversed), weak: groups(everyone, both) }
}

/** Kosaraju's second half: how many searches it takes to reach everyone. */
function groups(order: readonly number[], edges: readonly ReadonlySet<number>[]): number {
  const seen = new Set<number>()
  let count = 0
  for (const root of order) {
    if (seen.has(root)) continue
    count += 1
    const waiting = [root]
    seen.add(root)
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      for (const next of edges[node] ?? []) {
        if (seen.has(next)) continue
        seen.add(next)
        waiting.push(next)
      }
    }
  }
  return count
}

/** Nodes in the order in which a depth-first search leaves them; without recursion, for long chains. */
function finishingOrder(edges: readonly ReadonlySet<number>[]): number[] {
  const seen = new Set<number>()
  const finished: number[] = []
  edges.forEach((_, root) => {
    if (seen.has(root)) return
    seen.add(root)
    const path = [{ node: root, rest: [...(edges[root] ?? [])] }]
    for (let last = path.at(-1); last; last = path.at(-1)) {
      const next = last.rest.pop()
      if (next === undefined) {
        finished.push(last.node)
        path.pop()
      } else if (!seen.has(next)) {
        seen.add(next)
        path.push({ node: next, rest: [...(edges[next] ?? [])] })
      }
    }
  })
  return finished
}
