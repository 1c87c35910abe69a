import type { Answer } from './schema'

/** '2 › 1 = 4 › 3': numbers of the responses, as the import line counts them, best first. */
export function rankingSummary({ ranks }: Answer): string {
  const places = [...new Set(ranks)].sort((a, b) => a - b)
  return places.map((place) => numbersAt(ranks, place).join(' = ')).join(' › ')
}

function numbersAt(ranks: readonly number[], place: number): number[] {
  return ranks.flatMap((rank, index) => (rank === place ? [index + 1] : []))
}
