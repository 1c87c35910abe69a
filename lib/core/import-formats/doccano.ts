import { freeFields, idOf, listIn, textIn } from './fields'
import { labelAnswer } from './label-answer'
import type { Mirror, MirroredContent } from './mirror'
import { mirroredRows, refused } from './mirrored-rows'

type Row = Record<string, unknown>

/** Texts with labels, as doccano exports text classification and as our own sentiment exports stand in JSONL, CSV and Parquet. */
export const doccano: Mirror = {
  label: 'Labeled texts (doccano, JSONL or CSV)',
  description:
    'doccano’s text classification and our labeled texts: text and label, a list or one. Who labeled comes back where the file names them; spans and relations do not.',
  taskTypes: ['sentiment'],
  detect: ({ row }) =>
    row !== null &&
    ('text' in row || 'data' in row) &&
    ['label', 'labels', 'cats'].some((key) => key in row) &&
    !isRecordWithResult(row),
  read: (source, tally) =>
    mirroredRows(source, {
      task: ([{ value }]) => {
        if (Array.isArray(value.entities) || Array.isArray(value.relations)) tally.count('spans and relations left out')
        return taskOf(value)
      },
    }),
}

const isRecordWithResult = (row: Row) => 'annotations' in row && 'data' in row && typeof row.data === 'object'

function taskOf(row: Row): MirroredContent {
  const text = textIn(row.text) ?? textIn(row.data)
  if (text === null) throw refused('text', 'Give the text.')
  const given = row.labels ?? row.label ?? row.cats ?? null
  const labels = listIn(given) ?? (given === null || given === '' ? [] : [given])
  if (labels.some((label) => Array.isArray(label)))
    throw refused('label', 'These labels mark spans of the text; only labels of the whole text can be imported.')
  const nested = typeof row.meta === 'object' && row.meta !== null && !Array.isArray(row.meta) ? row.meta : {}
  const votes = Object.keys(row).filter((key) => key.startsWith('votes_'))
  return {
    task: { text },
    id: idOf(row.id),
    meta: {
      ...freeFields(
        row,
        'id',
        'text',
        'data',
        'label',
        'labels',
        'cats',
        'meta',
        'annotator',
        'username',
        'Comments',
        'entities',
        'relations',
        ...votes,
      ),
      ...nested,
    },
    annotations: labels.length === 0 ? [] : [labelAnswer(textIn(row.annotator) ?? textIn(row.username) ?? '', labels)],
  }
}
