import type { Sample } from '@/lib/core/task-type'
import { type Answer, type Config, defaultConfig, type Line } from './schema'

const response = (model: string, content: string): Line['responses'][number] => ({
  model,
  content: [{ role: 'assistant', content }],
})

const line: Line = {
  prompt: [{ role: 'user', content: 'What is the best way to form a new habit?' }],
  responses: [
    response('sample-model-small', 'Pick one small action and tie it to something you already do every day.'),
    response('sample-model-medium', 'Start with the cue: choose a fixed time and place.'),
    response('sample-model-large', 'Habits are formed by repetition. It takes 21 days.'),
    response('sample-model-small', 'Change the room before you change yourself.'),
  ],
}

export const samples: Sample<Line, Answer, Config>[] = [
  {
    line,
    media: {},
    config: defaultConfig,
    answers: [{ ranks: [2, 1, 3, 2] }, { ranks: [4, 1, 3, 2] }, { ranks: [1, 1, 1, 1] }],
    refused: { ranks: [2, 1, 3] },
  },
  {
    line,
    media: {},
    config: { ties: false },
    answers: [{ ranks: [1, 2, 3, 4] }, { ranks: [4, 3, 2, 1] }],
    refused: { ranks: [1, 2, 2, 3] },
  },
]
