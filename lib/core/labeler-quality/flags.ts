import type { Flag, LabelerQuality } from './quality-figures'

/** With fewer items than this nothing but gold is flagged: chance would flag people. */
const ENOUGH_ITEMS = 20
/** Leaving somebody out must raise alpha by this much. */
const ALPHA_RISE = 0.05
const ABOVE_CHANCE = 0.2
const TIMES_FASTER = 3
const SURE = 0.01
const VERY_SURE = 0.001
const VARIETY_PART = 0.5

/** What deserves a look, each with its reason and its number of items. */
export function flagsOf(quality: Omit<LabelerQuality, 'flags'>, goldThreshold: number): Flag[] {
  return [
    goldFlag(quality, goldThreshold),
    agreementFlag(quality),
    chanceFlag(quality),
    speedFlag(quality),
    positionFlag(quality),
    varietyFlag(quality),
    runFlag(quality),
  ].filter((flag) => flag !== null)
}

type Quality = Omit<LabelerQuality, 'flags'>

function goldFlag({ gold }: Quality, threshold: number): Flag | null {
  if (gold.value === null || gold.ci === null || gold.ci[1] >= threshold) return null
  const sentence = `${gold.right} of ${gold.n} gold tasks right (${percent(gold.value)}); with 95 % confidence at most ${percent(gold.ci[1])}, and ${percent(threshold)} are asked for.`
  return { name: 'low-gold-accuracy', sentence, n: gold.n }
}

function agreementFlag({ leaveOneOut: { all, without, gain, n } }: Quality): Flag | null {
  if (all === null || without === null || gain === null || gain > -ALPHA_RISE || n < ENOUGH_ITEMS) return null
  const sentence = `Without this labeler alpha rises from ${all.toFixed(2)} to ${without.toFixed(2)}; they share ${n} items with others.`
  return { name: 'lowers-agreement', sentence, n }
}

function chanceFlag({ reliability }: Quality): Flag | null {
  if (reliability === null || reliability.n < ENOUGH_ITEMS) return null
  const { aboveChance, accuracy, n } = reliability
  if (aboveChance === null || aboveChance >= ABOVE_CHANCE) return null
  const sentence = `By Dawid–Skene right on ${percent(accuracy)} of ${n} items, little more than these answers would hit by chance (${aboveChance.toFixed(2)} on a scale from 0, guessing, to 1).`
  return { name: 'near-chance', sentence, n }
}

function speedFlag({ speed: { medianMs, othersMedianMs, n } }: Quality): Flag | null {
  if (medianMs === null || othersMedianMs === null || n < ENOUGH_ITEMS || medianMs * TIMES_FASTER > othersMedianMs)
    return null
  const sentence = `Half of ${n} tasks took under ${seconds(medianMs)}; the others’ middle is ${seconds(othersMedianMs)}.`
  return { name: 'very-fast', sentence, n }
}

function positionFlag({ position: { firstShare, p, n } }: Quality): Flag | null {
  if (firstShare === null || p === null || p >= SURE || n < ENOUGH_ITEMS) return null
  const side = firstShare > 0.5 ? 'first' : 'second'
  const share = firstShare > 0.5 ? firstShare : 1 - firstShare
  const sentence = `${percent(share)} of ${n} choices fell on the alternative shown ${side}; by chance as uneven as that with p = ${pText(p)}.`
  return { name: 'position-bias', sentence, n }
}

function varietyFlag({ variety: { bits, othersBits, n } }: Quality): Flag | null {
  if (bits === null || othersBits === null || n < ENOUGH_ITEMS || bits >= VARIETY_PART * othersBits) return null
  const sentence = `The ${n} answers vary little: ${bits.toFixed(2)} bits, where others use ${othersBits.toFixed(2)} on the same items.`
  return { name: 'little-variety', sentence, n }
}

function runFlag({ run }: Quality): Flag | null {
  if (run === null || run.p >= VERY_SURE || run.n < ENOUGH_ITEMS) return null
  const sentence = `“${run.category}” ${run.length} times in a row among ${run.n} answers; with everybody’s shares p = ${pText(run.p)}. Sorted tasks can do that too.`
  return { name: 'straight-lining', sentence, n: run.n }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
const pText = (p: number): string => (p < 0.0001 ? 'less than 0.0001' : p.toFixed(4))
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`
