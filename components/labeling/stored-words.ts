import type { OutboxView } from './outbox'

/** Where the work of a visit is once nothing is left to do: said to be stored only when all of it is. */
export function storedWords({ entries }: Pick<OutboxView, 'entries'>, noun: 'answer' | 'verdict'): string {
  const refused = entries.filter((entry) => entry.refusal !== null).length
  const waiting = entries.length - refused
  const sentences = [
    refused > 0 ? `${count(refused, noun)} not accepted; the pill at the top says why.` : null,
    waiting > 0 ? `${count(waiting, noun)} still on the way from this device.` : null,
  ].filter((sentence) => sentence !== null)
  if (sentences.length > 0) return sentences.join(' ')
  return noun === 'answer' ? 'Every answer is stored.' : 'All verdicts are stored.'
}

function count(n: number, noun: string): string {
  return n === 1 ? `1 ${noun} is` : `${n} ${noun}s are`
}
