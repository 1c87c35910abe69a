import type { Sample, StoredMedia } from '@/lib/core/task-type'
import type { Answer, Config, Line } from './schema'

const speech: StoredMedia = {
  id: 'sampleAudio00001',
  name: 'audio/speech.flac',
  sha256: '63a4b1e4c1dc655ac70961ffbf518acd249df237e5a0152faae9a4a836949715',
  mime: 'audio/flac',
  width: null,
  height: null,
  durationSeconds: 11,
}

export const samples: Sample<Line, Answer, Config>[] = [
  {
    line: { audio: speech.name, language: 'en', hypothesis: 'and so my fellow americans' },
    media: { [speech.name]: speech },
    config: { segments: false, speakers: [], unit: 'auto' },
    answers: [
      { text: 'And so, my fellow Americans, ask not what your country can do for you.' },
      { text: 'And so my fellow Americans ask what your country can do' },
      { text: '' },
    ],
    refused: { text: 'And so', segments: [{ start: 0, end: 1, text: 'And so' }] },
  },
  {
    line: { audio: speech.name },
    media: { [speech.name]: speech },
    config: { segments: true, speakers: ['Speaker 1', 'Speaker 2'], unit: 'word' },
    answers: [
      {
        text: 'And so, my fellow Americans, ask not',
        segments: [
          { start: 0.28, end: 2.32, text: 'And so, my fellow Americans,', speaker: 'Speaker 1' },
          { start: 3.24, end: 4.38, text: 'ask not', speaker: 'Speaker 1' },
        ],
      },
      {
        text: 'And so, my fellow',
        segments: [{ start: 0.3, end: 2.1, text: 'And so, my fellow', speaker: 'Speaker 2' }],
      },
      { text: 'ask not' },
    ],
    refused: { text: 'ask not', segments: [{ start: 4.38, end: 3.24, text: 'ask not' }] },
  },
]
