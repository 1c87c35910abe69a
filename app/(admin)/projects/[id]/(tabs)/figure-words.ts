import { formatDuration } from '@/components/ui/duration'
import { formatShare } from '@/components/ui/interval-bar'
import type { LabelerAgreement } from '@/lib/server/agreement/project-agreement'

type Flag = LabelerAgreement['flags'][number]

/** Why a number about a person or two people is not there. */
export function whyMissing(reason: LabelerAgreement['gold']['reason']): string {
  if (reason === 'too-many-answers') return 'Not computed here: it takes minutes. Reproduce tells how to get it.'
  if (reason === 'no-reference') return 'No gold task answered yet.'
  if (reason === 'no-votes') return 'No answer yet.'
  if (reason === 'no-variation' || reason === 'one-category') {
    return 'Not defined: all answers are alike, so there is no disagreement to expect.'
  }
  return 'Not defined: too few tasks with two answers to compare.'
}

/** A flag in a few words: a fact with its number where it has one. */
export function flagWords({ name }: Flag, { seconds, gold, firstShown }: LabelerAgreement): string {
  if (name === 'very-fast' && seconds.value !== null) return `fast: ${formatDuration(1000 * seconds.value)}`
  if (name === 'low-gold-accuracy' && gold.value !== null) return `gold ${formatShare(gold.value)}`
  if (name === 'position-bias' && firstShown.value !== null) return `shown first: ${formatShare(firstShown.value)}`
  return words[name]
}

const words: Record<Flag['name'], string> = {
  'very-fast': 'fast',
  'low-gold-accuracy': 'gold below target',
  'lowers-agreement': 'α rises without',
  'near-chance': 'near chance',
  'position-bias': 'one side more often',
  'little-variety': 'answers vary little',
  'straight-lining': 'alike in a row',
  'few-gold-answers': 'few gold answers',
}
