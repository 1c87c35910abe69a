import { describe, expect, test } from 'vitest'
import { exportOptionsSchema } from '@/lib/server/exports/export-options'
import { firstChoices, type Offer, optionsOf, usualSplit, withFormat } from './choices'

const offer: Offer = {
  formats: [
    { id: 'trl', label: 'TRL', description: '', forms: ['jsonl', 'parquet'], needsMedia: false, ownTies: null },
    { id: 'coco', label: 'COCO', description: '', forms: [], needsMedia: false, ownTies: null },
    { id: 'steer', label: 'HelpSteer', description: '', forms: ['jsonl'], needsMedia: false, ownTies: null },
  ],
  aggregations: [{ id: 'majority', label: 'Majority', description: '' }],
  batches: [],
  people: [],
  mayName: false,
  hasMedia: false,
}

describe('the choices of the export page', () => {
  test('untouched they are the server’s own defaults', () => {
    const asked = exportOptionsSchema.parse(optionsOf(firstChoices(offer)))
    const usual = exportOptionsSchema.parse({ format: 'trl' })
    expect(asked).toEqual({ ...usual, form: 'jsonl', aggregation: 'majority' })
  })

  test('no limit is left out: a limit of 0 would leave tasks of one answer out', () => {
    const options = optionsOf({ ...firstChoices(offer), minAgreement: 0, minCertainty: 0, shardRows: 0 })
    for (const name of ['minAgreement', 'minCertainty', 'shardRows', 'from', 'language', 'labelersIn'])
      expect(options).not.toHaveProperty(name)
  })

  test('per cents become shares that add up, and a folder is Parquet by itself', () => {
    const choices = { ...firstChoices(offer), writtenAs: 'huggingface' as const, split: usualSplit }
    const asked = exportOptionsSchema.parse(optionsOf(choices))
    expect(asked).toMatchObject({ layout: 'huggingface', split: { train: 0.9, validation: 0.05, test: 0.05 } })
    expect(asked.form).toBeUndefined()
  })

  test('another format keeps the way of writing where it knows it', () => {
    const choices = { ...firstChoices(offer), writtenAs: 'huggingface' as const }
    const [trl, coco, steer] = offer.formats
    if (!trl || !coco || !steer) throw new Error('three formats')
    expect(withFormat(choices, trl)).toEqual({ format: 'trl', writtenAs: 'huggingface' })
    expect(withFormat(choices, steer)).toEqual({ format: 'steer', writtenAs: 'jsonl' })
    expect(withFormat(choices, coco)).toEqual({ format: 'coco', writtenAs: null })
    expect(optionsOf({ ...choices, ...withFormat(choices, coco) })).not.toHaveProperty('form')
  })
})
