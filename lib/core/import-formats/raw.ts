import { isRecord } from '../long-table/row'
import { dateIn, idOf, listIn, numberIn, recordIn, structuredIn, textIn } from './fields'
import type { GoodRow, Mirror, MirroredAnnotation, MirroredContent } from './mirror'
import { mirroredRows, refused } from './mirrored-rows'

/** Our own archive: every annotation with its annotator, time and order, the known answer and all free fields. */
export const raw: Mirror = {
  label: 'Concord archive (raw annotations)',
  description:
    'One annotation a line, as “Raw annotations” writes it: tasks, answers, annotators, times, known answers and free fields all come back; what a reviewer settled comes as the free field “adjudication”.',
  taskTypes: ['bounding-box', 'sentiment', 'transcription', 'preference', 'ranking'],
  detect: ({ row }) => row !== null && 'annotation_id' in row && 'payload' in row && 'answer' in row,
  read: (source) =>
    mirroredRows(source, {
      keyOf: ({ task_id, id }) => idOf(task_id) ?? idOf(id),
      task: taskOf,
    }),
}

function taskOf(rows: readonly [GoodRow, ...GoodRow[]]): MirroredContent {
  const [{ value: first }] = rows
  const payload = recordIn(first.payload)
  if (payload === null) throw refused('payload', 'Give the payload as an object, as the archive writes it.')
  const gold = structuredIn(first.gold)
  return {
    task: lineOf(payload),
    id: idOf(first.id) ?? idOf(first.task_id),
    meta: { ...recordIn(first.meta), ...adjudicationIn(first) },
    ...(gold === null || gold === undefined || gold === '' ? {} : { gold }),
    annotations: rows.flatMap(({ value }) => annotationOf(value)),
  }
}

/** A reviewer of another installation is nobody here: what they settled stays beside the task. */
function adjudicationIn({ adjudication, verdict }: Record<string, unknown>): Record<string, unknown> {
  const settled = recordIn(adjudication)
  return settled === null ? {} : { adjudication: { verdict: structuredIn(verdict), ...settled } }
}

/** What the server found out about a file is found out again. */
function lineOf(payload: Record<string, unknown>): Record<string, unknown> {
  const measured = 'image' in payload ? ['width', 'height'] : ['duration']
  const known = 'image' in payload || 'audio' in payload ? measured : []
  return Object.fromEntries(Object.entries(payload).filter(([key, value]) => !known.includes(key) && value !== null))
}

/** A task without answers stands in the archive with none. */
function annotationOf(row: Record<string, unknown>): MirroredAnnotation[] {
  const answer = structuredIn(row.answer)
  if (answer === null || answer === undefined || answer === '') return []
  if (!isRecord(answer)) throw refused('answer', 'Give the answer as an object, as the archive writes it.')
  const order = listIn(row.shown_order)?.filter((place) => typeof place === 'number')
  return [
    {
      annotator: textIn(row.annotator) ?? '',
      answer,
      createdAt: dateIn(row.created_at),
      timeSpentMs: numberIn(row.time_spent_ms),
      order: order ?? null,
    },
  ]
}
