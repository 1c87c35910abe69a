import type { Sample, StoredMedia } from '@/lib/core/task-type'
import type { Answer, Config, Line } from './schema'

const cat: StoredMedia = {
  id: 'sampleImage00001',
  name: 'images/cat.png',
  sha256: '3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea',
  mime: 'image/png',
  width: 451,
  height: 300,
  durationSeconds: null,
}

const config: Config = {
  labels: [
    { name: 'Cat', color: 'label-1' },
    { name: 'Eye', color: 'label-2' },
  ],
}

const whole = { label: 'Cat', x: 2, y: 0, width: 403, height: 298 }
const eye = { label: 'Eye', x: 135, y: 85, width: 74, height: 62 }

export const samples: Sample<Line, Answer, Config>[] = [
  {
    line: { image: cat.name },
    media: { [cat.name]: cat },
    config,
    answers: [
      { boxes: [whole, eye] },
      { boxes: [whole, { label: 'Eye', x: 290, y: 108, width: 50.5, height: 56.25 }, { ...eye, x: 140 }] },
      { boxes: [] },
    ],
    refused: { boxes: [{ label: 'Cat', x: 400, y: 0, width: 52, height: 20 }] },
  },
]
