import { expect, test } from 'vitest'
import { cardHead } from './card-head'
import { cardProse } from './card-prose'
import { croissant } from './croissant'
import type { DatasetFacts } from './dataset-facts'
import { yaml } from './yaml'

const facts: DatasetFacts = {
  name: 'Cats: "yes" | no\n# 1',
  task: { name: 'Preference', description: 'Which answer is better?' },
  format: { name: 'trl-preference', label: 'TRL preference', description: 'For DPO.' },
  columns: [
    { name: 'id', type: 'string', about: 'leads back | to the task' },
    { name: 'n', type: 'int', about: '' },
    { name: 'label', type: { names: ['yes', 'no'] }, about: '' },
    { name: 'tags', type: { list: 'string' }, about: '' },
    { name: 'chosen', type: { list: { struct: [{ name: 'role', type: 'string', about: '' }] } }, about: '' },
    { name: 'box', type: { struct: [{ name: 'at', type: { list: { list: 'double' } }, about: '' }] }, about: '' },
    { name: 'image', type: { media: 'image' }, about: '' },
  ],
  parts: [
    {
      name: 'train',
      tasks: 9,
      rows: 1200,
      files: [{ name: 'data/train-00000-of-00001.parquet', bytes: 10, sha256: 'a'.repeat(64) }],
    },
    {
      name: 'test',
      tasks: 1,
      rows: 2,
      files: [{ name: 'data/test-00000-of-00001.parquet', bytes: 5, sha256: 'b'.repeat(64) }],
    },
  ],
  licence: 'CC-BY-4.0',
  language: 'de-CH',
  guidelines: { versions: [0, 2], hasText: true },
  people: { annotators: 2, annotations: 20, shownAs: 'pseudonyms' },
  tasks: { exported: 10, adjudicated: 1, prelabeled: 0, undecided: 3 },
  rowIs: 'task',
  ties: 'drop',
  aggregation: { label: 'Majority', description: 'Most votes win.', notes: [] },
  agreement: {
    measure: 'krippendorff-alpha',
    value: 0.51234,
    n_items: 10,
    n_annotators: 2,
    n_pairable: 20,
    ci: [0.4, 0.6],
    method: 'nominal',
    note: null,
    reason: null,
  },
  classBalance: { a: 6, b: 4 },
  positionBias: { share_first: 0.6, n: 20, ci: [0.4, 0.8] },
  split: { seed: '7' },
  duplicates: 'drop-near',
  leftOut: { too_few_annotators: 4 },
  leftOutAnnotations: { excluded_annotator: 1 },
  counts: { pairs: 7 },
  scrubbed: { replaced: { email: 2 }, tasks: 2 },
  snapshotAt: '2026-01-31T10:00:00.000Z',
  digest: 'c'.repeat(64),
  software: { name: 'Concord', version: '1.2.3' },
}

test('the head is YAML that says licence, languages, features, parts and sizes as the hub names them', () => {
  expect(cardHead(facts)).toBe(`---
pretty_name: "Cats: \\"yes\\" | no\\n# 1"
license: "cc-by-4.0"
language:
  - "de"
language_bcp47:
  - "de-CH"
task_categories:
  - "object-detection"
size_categories:
  - "1K<n<10K"
tags:
  - "human-feedback"
  - "concord"
configs:
  - config_name: "default"
    default: true
    data_files:
      - split: "train"
        path: "data/train-*"
      - split: "test"
        path: "data/test-*"
dataset_info:
  features:
    - name: "id"
      dtype: "string"
    - name: "n"
      dtype: "int64"
    - name: "label"
      dtype:
        class_label:
          names:
            "0": "yes"
            "1": "no"
    - name: "tags"
      list: "string"
    - name: "chosen"
      list:
        - name: "role"
          dtype: "string"
    - name: "box"
      struct:
        - name: "at"
          list:
            list: "float64"
    - name: "image"
      dtype: "image"
  splits:
    - name: "train"
      num_bytes: 10
      num_examples: 1200
    - name: "test"
      num_bytes: 5
      num_examples: 2
---
`)
})

test('YAML quotes whatever a title holds, and names that would be truth values', () => {
  const value = {
    plain: ['- a', ': b', '# c', '', 'null', '2026-01-01', 'é\n東'],
    yes: { no: [], 'a b': null },
    deep: [[{ a: 1, b: 2 }, [true]]],
  }
  expect(yaml(value).split('\n')).toEqual([
    'plain:',
    '  - "- a"',
    '  - ": b"',
    '  - "# c"',
    '  - ""',
    '  - "null"',
    '  - "2026-01-01"',
    '  - "é\\n東"',
    '"yes":',
    '  "no": []',
    '  "a b": null',
    'deep:',
    '  - - a: 1',
    '      b: 2',
    '    - - true',
  ])
})

test('the prose has each fact with its number, and what others wrote has no meaning in it', () => {
  const prose = cardProse(facts)
  for (const words of [
    '1202 rows from 10 tasks',
    '**0.512**, 95 % interval 0.400 to 0.600, over 10 tasks with at least two answers (20 answers, 2 annotators)',
    '2 people gave 20 annotations; they appear under pseudonyms. Guidelines version 2.',
    '3 tasks had none',
    'Of 20 choices of one of two, 60.0 % fell on the one shown first',
    '4 tasks: too few annotators',
    '1 annotation: excluded annotator',
    'email: 2 replaced',
    'CC-BY-4.0 (SPDX)',
    'c'.repeat(64),
    'Concord 1.2.3',
  ]) {
    expect(prose).toContain(words)
  }
  expect(prose.split('\n')[0]).toBe('# Cats: "yes" \\| no \\# 1')
  expect(prose).not.toMatch(/NaN|undefined|null/)
  expect(cardProse({ ...facts, name: '<img onerror=x>', agreement: null, licence: null })).not.toContain('<img')
})

test('Croissant names each file with its digest and each column with its type', () => {
  const document = JSON.parse(croissant(facts))
  expect(document.distribution).toMatchObject([{ sha256: 'a'.repeat(64) }, { sha256: 'b'.repeat(64) }])
  expect(document.recordSet).toHaveLength(2)
  // `box` is nested deeper than readers of Croissant go.
  const fields: { name: string }[] = document.recordSet[0].field
  expect(fields.map(({ name }) => name)).toEqual(['id', 'n', 'label', 'tags', 'chosen', 'image'])
  expect(fields).toMatchObject([
    { dataType: 'sc:Text' },
    { dataType: 'sc:Integer' },
    {},
    { repeated: true, dataType: 'sc:Text' },
    { repeated: true, subField: [{ name: 'role', source: { transform: { jsonPath: 'role' } } }] },
    { dataType: 'sc:ImageObject', source: { transform: { jsonPath: 'bytes' } } },
  ])
  expect(document['rai:dataAnnotationAnalysis']).toContain('0.5123 (95 % interval 0.4000 to 0.6000) over 10 items')
})

test('a card says what the estimation of its answers lacks', () => {
  const notes = ['The estimation did not converge.']
  expect(
    cardProse({ ...facts, rowIs: 'task', aggregation: { label: 'Model', description: 'Fits.', notes } }),
  ).toContain('become one by “Model”. Fits. The estimation did not converge.')
})
