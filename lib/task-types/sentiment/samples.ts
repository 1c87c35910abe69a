import type { Sample } from '@/lib/core/task-type'
import { type Answer, type Config, defaultConfig, type Line } from './schema'

const text =
  'All it took was one drop from about 6 inches above the kitchen counter and it was cracked. I am not impressed.'

export const samples: Sample<Line, Answer, Config>[] = [
  {
    line: { text },
    media: {},
    config: defaultConfig,
    answers: [{ label: 'negative' }, { label: 'neutral' }, { label: 'positive' }],
    refused: { label: 'neg' },
  },
  {
    line: { text },
    media: {},
    config: {
      labels: [
        { value: 'durability', name: 'Durability', color: 'label-1' },
        { value: 'price', name: 'Price', color: 'label-2' },
        { value: 'looks', name: 'Looks', color: 'label-3' },
      ],
      scale: 'nominal',
      multiple: true,
      question: 'What does the writer speak of?',
    },
    answers: [{ labels: ['durability'] }, { labels: ['durability', 'looks'] }, { labels: ['price', 'looks'] }],
    refused: { labels: [] },
  },
]
