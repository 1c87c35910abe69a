import type { Sample } from '@/lib/core/task-type'
import { type Answer, type Config, defaultConfig, type Line } from './schema'

const line: Line = {
  prompt: [
    { role: 'system', content: 'Answer briefly.' },
    { role: 'user', content: 'How do I draw a circle in a canvas?' },
    { role: 'assistant', content: 'Begin a path, add an `arc` and fill it.' },
    { role: 'user', content: 'I need 2,000 that can be clicked. Canvas or SVG?' },
  ],
  responses: [
    {
      model: 'sample-model-large',
      content: [{ role: 'assistant', content: 'Canvas draws faster; SVG gives you clicks for free.' }],
    },
    { model: 'sample-model-small', content: [{ role: 'assistant', content: 'Use SVG. It is made for shapes.' }] },
  ],
}

export const samples: Sample<Line, Answer, Config>[] = [
  {
    line,
    media: {},
    config: { ...defaultConfig, aspects: ['Helpful', 'Honest'] },
    answers: [
      { choice: 'a', strength: 3, rationale: 'Compares both, as asked.', aspects: { Helpful: 'a', Honest: 'tie' } },
      { choice: 'b', strength: 1 },
      { choice: 'tie' },
      { choice: 'both-bad' },
    ],
    refused: { choice: 'a' },
  },
  {
    line,
    media: {},
    config: { strength: false, tie: false, bothBad: false, rationale: 'off', aspects: [] },
    answers: [{ choice: 'a' }, { choice: 'b' }],
    refused: { choice: 'tie' },
  },
]
