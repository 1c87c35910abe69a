import 'server-only'

export interface DemoProject {
  /** Task type, and the name of its files under demo/. */
  taskType: string
  name: string
  batch: string
  config: unknown
}

/** One project of each type, with the label sets its data was chosen for. */
export const demoProjects: readonly DemoProject[] = [
  {
    taskType: 'sentiment',
    name: 'Review sentiment',
    batch: 'Products, restaurants, films',
    config: {
      labels: [
        { value: 'positive', name: 'Positive', color: 'label-4' },
        { value: 'neutral', name: 'Neutral', color: 'label-10' },
        { value: 'negative', name: 'Negative', color: 'label-7' },
      ],
      scale: 'nominal',
    },
  },
  {
    taskType: 'preference',
    name: 'Which answer is better?',
    batch: 'Open-Assistant prompts, two models',
    config: { strength: true, tie: true, bothBad: true, rationale: 'optional' },
  },
  {
    taskType: 'ranking',
    name: 'Order the answers',
    batch: 'Open-Assistant prompts, three models',
    config: { ties: true },
  },
  {
    taskType: 'bounding-box',
    name: 'Things in photographs',
    batch: 'Six photographs',
    config: { labels: ['cat', 'person', 'rocket', 'tower', 'cup', 'spoon', 'coin', 'house', 'boat'] },
  },
  {
    taskType: 'transcription',
    name: 'What is said',
    batch: 'English and Chinese recordings',
    config: { segments: false },
  },
]
