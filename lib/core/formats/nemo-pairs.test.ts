import { expect, test } from 'vitest'
import { nemoAlignerRm } from './nemo-aligner-rm'
import { nemoRl } from './nemo-rl'
import type { PreferencePair } from './preference-pair'

const pair: PreferencePair = {
  prompt: [{ role: 'user', content: 'The sky is' }],
  chosen: [{ role: 'assistant', content: 'blue.' }],
  rejected: [{ role: 'assistant', content: 'green.' }],
  margin: 1,
  about: { id: 'p1', n_annotators: 3 },
}

test('NeMo-RL gets the better completion at rank 0', () => {
  expect(nemoRl.write(pair).rows).toEqual([
    {
      id: 'p1',
      context: pair.prompt,
      completions: [
        { rank: 0, completion: pair.chosen },
        { rank: 1, completion: pair.rejected },
      ],
      n_annotators: 3,
      margin: 1,
    },
  ])
})

test('the reward model of NeMo-Aligner gets two lines a pair, the better first, and nothing beside the text', () => {
  expect(nemoAlignerRm.write(pair).rows).toEqual([
    { text: 'User: The sky is\n\nAssistant: blue.' },
    { text: 'User: The sky is\n\nAssistant: green.' },
  ])
})

test('a conversation that its text cannot hold makes neither of the two lines', () => {
  const told: PreferencePair = { ...pair, prompt: [{ role: 'system', content: 'Be brief.' }, ...pair.prompt] }
  expect(nemoAlignerRm.write(told)).toEqual({
    rows: null,
    leftOut: 'pairs left out: a conversation as text has no system and tool turns',
  })
})
