import { expect, test } from 'vitest'
import { taskTypes } from '@/lib/task-types/registry'
import { suggestionFor } from './suggestion'

const image = { id: 'i', name: 'i', sha256: 's', mime: 'image/png', width: 100, height: 100, durationSeconds: null }
const audio = { id: 'a', name: 'a', sha256: 's', mime: 'audio/flac', width: null, height: null, durationSeconds: 9 }
const lettered = (answers: unknown[]) => answers.map((answer, at) => ({ answer, letter: String.fromCharCode(65 + at) }))

test('a merge of boxes starts from the fused boxes', () => {
  const spec = taskTypes['bounding-box']
  const config = spec.defaultConfig
  const box = (x: number) => ({ boxes: [{ label: 'Person', x, y: 10, width: 40, height: 40 }] })
  const suggested = suggestionFor({ spec, config, payload: { image }, answers: lettered([box(10), box(12), box(17)]) })
  expect(suggested).toMatchObject({ answer: { boxes: [{ label: 'Person', width: 40 }] } })
})

test('a merge of transcripts starts from the words that most heard', () => {
  const spec = taskTypes.transcription
  const texts = ['ask not what your country', 'ask now what your country can', 'task not what your country can']
  const payload = { audio, language: 'en', hypothesis: null }
  const answers = lettered(texts.map((text) => ({ text })))
  const suggested = suggestionFor({ spec, config: spec.defaultConfig, payload, answers })
  expect(suggested?.answer).toEqual({ text: 'ask not what your country can' })
})

test('what is one of the answers, or decides nothing, is no suggestion', () => {
  const spec = taskTypes.sentiment
  const config = spec.defaultConfig
  const said = (...labels: string[]) => lettered(labels.map((label) => ({ label })))
  const payload = { text: 'fine' }
  expect(suggestionFor({ spec, config, payload, answers: said('positive', 'neutral') })).toBeNull()
  expect(suggestionFor({ spec, config, payload, answers: said('positive', 'positive', 'neutral') })).toBeNull()
})
