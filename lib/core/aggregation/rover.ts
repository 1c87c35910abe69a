import type { Unit } from '@/lib/core/agreement/figure'
import { type Ignored, tokenise } from '@/lib/core/text/normalise-text'
import { type TextValue, textOf } from '@/lib/core/text/text-value'
import { type TextConsensus, textConsensus } from './medoid'

/**
 * ROVER (Fiscus 1997), by frequency: texts, sorted by annotator, are aligned one after another into a network of word slots; every slot
 * takes its most frequent candidate, a gap among them, ties to the earliest. A text of nothing but gaps is ''.
 */
export function rover(
  units: readonly Unit<TextValue>[],
  options: { ignore?: readonly Ignored[] } = {},
): TextConsensus<'rover'> {
  const ignore = options.ignore ?? []
  return textConsensus('rover', units, ignore, (_, { ratings }) =>
    ratings.length === 0 ? null : votedText(ratings.map(({ value }) => tokenise(textOf(value), 'word', ignore))),
  )
}

/** Words seen at one place of the texts, the earliest first, with how often; null is a gap. */
type Slot = Map<string | null, number>

function votedText(texts: readonly string[][]): string {
  let network: Slot[] = []
  texts.forEach((words, before) => {
    network = before === 0 ? words.map((word) => new Map([[word, 1]])) : aligned(network, words, before)
  })
  return network.flatMap((slot) => mostFrequent(slot) ?? []).join(' ')
}

function mostFrequent(slot: Slot): string | null {
  const most = Math.max(...slot.values())
  for (const [word, count] of slot) if (count === most) return word
  return null
}

/**
 * The network with one more text in it, `before` texts having been aligned. A word already in the slot costs 0; substitution, insertion,
 * deletion 1. Of equally short alignments the last step prefers a slot, then a gap in the text, then a new slot.
 */
function aligned(network: readonly Slot[], words: readonly string[], before: number): Slot[] {
  const cost = costs(network, words)
  const width = network.length + 1
  const at = (i: number, j: number): number => cost[i * width + j] ?? 0
  const result: Slot[] = []
  let i = words.length
  let j = network.length
  while (i > 0 || j > 0) {
    const word = words[i - 1]
    const slot = network[j - 1]
    if (word !== undefined && slot && at(i, j) === at(i - 1, j - 1) + (slot.has(word) ? 0 : 1)) {
      result.push(joinedBy(slot, word))
      i -= 1
      j -= 1
    } else if (slot && at(i, j) === at(i, j - 1) + 1) {
      result.push(joinedBy(slot, null))
      j -= 1
    } else {
      result.push(joinedBy(new Map([[null, before]]), word ?? null))
      i -= 1
    }
  }
  return result.reverse()
}

function costs(network: readonly Slot[], words: readonly string[]): Int32Array {
  const width = network.length + 1
  const cost = new Int32Array((words.length + 1) * width)
  for (let j = 0; j < width; j += 1) cost[j] = j
  words.forEach((word, row) => {
    const above = row * width
    cost[above + width] = row + 1
    network.forEach((slot, column) => {
      const through = (cost[above + column] ?? 0) + (slot.has(word) ? 0 : 1)
      const gap = (cost[above + width + column] ?? 0) + 1
      const fresh = (cost[above + column + 1] ?? 0) + 1
      cost[above + width + column + 1] = Math.min(through, gap, fresh)
    })
  })
  return cost
}

function joinedBy(slot: Slot, word: string | null): Slot {
  return new Map(slot).set(word, (slot.get(word) ?? 0) + 1)
}
