import type { GivenTask } from './round-trip.fixture'

export const bothBadIsTie = (task: GivenTask): GivenTask => ({
  ...task,
  payload: withoutModels(task.payload),
  annotations: task.annotations.map((annotation) =>
    annotation.answer.choice === 'both-bad'
      ? { ...annotation, answer: { ...annotation.answer, choice: 'tie' } }
      : annotation,
  ),
})

export const withoutSpeakers = (task: GivenTask): GivenTask =>
  JSON.parse(JSON.stringify(task), (key, value: unknown) => (key === 'speaker' ? undefined : value))

/** Manifests hold a text on one line with single spaces. */
export const oneSpace = (task: GivenTask): GivenTask =>
  JSON.parse(JSON.stringify(task), (key, value: unknown) =>
    key === 'text' ? String(value).replace(/\s+/gu, ' ') : value,
  )

/** Ids of Kaldi keep letters and digits, its lines single spaces. */
export const asKaldi = (task: GivenTask): GivenTask =>
  JSON.parse(JSON.stringify(task), (key, value: unknown) => {
    if (key === 'speaker') return String(value).replace(/[^\p{L}\p{M}\p{N}]+/gu, '_')
    return key === 'text' ? String(value).replace(/\s+/gu, ' ') : value
  })

function withoutModels(payload: unknown): unknown {
  return JSON.parse(JSON.stringify(payload), (key, value: unknown) => (key === 'model' ? null : value))
}
