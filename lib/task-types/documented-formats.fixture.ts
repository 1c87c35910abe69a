import type { ExportedTask, Exporter, TableExporter } from '@/lib/core/export/contract'
import { taskColumns } from '@/lib/core/export/task-columns'
import { writtenPlain } from '@/lib/core/export/write-exporter'
import { pairFormats } from '@/lib/core/formats/pair-formats'
import type { AnyTaskType } from '@/lib/core/task-type'
import { exportedTask } from './exported-task.fixture'
import { pairColumns as preferencePairs, voteColumns } from './preference/exporters/decided-pairs'
import { pairColumns as rankingPairs } from './ranking/exporters/implied-pairs'

/** One small task a type, as the documentation of formats shows it in every format. */
const told: Record<string, { line: unknown; config?: unknown; answers: unknown[] }> = {
  preference: {
    line: {
      prompt: [{ role: 'user', content: 'What colour is the sky?' }],
      responses: [
        { model: 'small', content: [{ role: 'assistant', content: 'Green.' }] },
        { model: 'large', content: [{ role: 'assistant', content: 'Blue by day.' }] },
      ],
    },
    answers: [{ choice: 'b', strength: 2, rationale: 'True.' }, { choice: 'b', strength: 3 }, { choice: 'tie' }],
  },
  ranking: {
    line: {
      prompt: [{ role: 'user', content: 'What colour is the sky?' }],
      responses: [
        { model: 'small', content: [{ role: 'assistant', content: 'Green.' }] },
        { model: 'large', content: [{ role: 'assistant', content: 'Blue by day.' }] },
        { model: 'medium', content: [{ role: 'assistant', content: 'Blue.' }] },
      ],
    },
    answers: [{ ranks: [3, 1, 2] }, { ranks: [2, 1, 1] }],
  },
  sentiment: { line: { text: 'It cracked at once.' }, answers: [{ label: 'negative' }, { label: 'negative' }] },
  'bounding-box': {
    line: { image: 'images/cat.png' },
    answers: [{ boxes: [{ label: 'Cat', x: 2, y: 0, width: 403, height: 298 }] }],
  },
  transcription: {
    line: { audio: 'audio/speech.flac', language: 'en' },
    config: { segments: true, speakers: ['Ann'] },
    answers: [{ text: 'Ask not.', segments: [{ start: 0.28, end: 2.32, text: 'Ask not.', speaker: 'Ann' }] }],
  },
}

/** The task of a type in one of its formats: a row without the columns that all tables share, or the files of a layout. */
export async function documentedSample(id: string, spec: AnyTaskType, format: string): Promise<string> {
  const exporter = spec.exporters[format]
  const own = told[id]
  if (exporter === undefined || own === undefined) throw new Error(`Say in this file what a task of ${id} looks like.`)
  const sample = spec.samples[0]
  const config = spec.config.parse(own.config ?? sample?.config)
  const line = spec.line.parse(own.line)
  const payload = spec.payload.parse(spec.store(line, new Map(Object.entries(sample?.media ?? {}))))
  const task = exportedTask(spec.aggregations, config, {
    id: 'task-1',
    externalId: 'line-1',
    batch: 'Pilot',
    payload,
    meta: {},
    gold: null,
    agreement: own.answers.length > 1 ? 0.75 : null,
    annotations: own.answers.map((answer, index) => ({
      id: `annotation-${index + 1}`,
      annotator: `annotator-${index + 1}`,
      answer: spec.answerFor(payload, config).parse(answer),
      order: Array.from({ length: spec.alternatives(payload) }, (_, place) => place),
      timeSpentMs: 4000,
      guidelinesVersion: 1,
      createdAt: '2026-01-02T03:04:05.000Z',
    })),
  })
  return 'rows' in exporter ? rowText(format, exporter, task, config) : filesText(exporter, task, config)
}

type AnyExporter = Exporter<unknown, unknown, unknown>
type AnyTable = TableExporter<unknown, unknown, unknown>
type AnyExportedTask = ExportedTask<unknown, unknown>

/** Told once in the documentation: not in each row of it. */
const ofEveryTask = taskColumns.map(({ name }) => name)
const ofEveryPair = [...voteColumns, ...preferencePairs, ...rankingPairs].map(({ name }) => name)

/** One row, two where a pair needs two. */
function rowText(format: string, exporter: AnyTable, task: AnyExportedTask, config: unknown): string {
  const rows = exporter
    .rows(task, contextOf(config))
    .slice(0, ['trl-unpaired', 'nemo-aligner-rm'].includes(format) ? 2 : 1)
  const left = new Set(format in pairFormats && format !== 'trl-preference' ? ofEveryPair : ofEveryTask)
  return rows.map((row) => oneKeyALine(row, left)).join('\n')
}

function oneKeyALine(row: Record<string, unknown>, left: ReadonlySet<string>): string {
  const lines = Object.entries(row)
    .filter(([key]) => !left.has(key))
    .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  return `{\n${lines.join(',\n')}\n}`
}

/** Further files of the same make. */
const alike = /^(consensus|annotators\/.*)\.json$/

async function filesText(exporter: AnyExporter, task: AnyExportedTask, config: unknown): Promise<string> {
  const files = new Map<string, string>()
  for await (const { file, data } of writtenPlain(exporter, one(task), contextOf(config)))
    files.set(file, `${files.get(file) ?? ''}${String(data)}`)
  return [...files]
    .filter(([file, text]) => text !== '' && !alike.test(file))
    .map(([file, text]) => `── ${file}\n${text.trimEnd()}`)
    .join('\n')
}

function contextOf(config: unknown) {
  return {
    config,
    projectName: 'Project',
    tally: { count: () => {} },
    choices: { ties: 'drop' as const },
    mediaName: ({ name }: { name: string }, folder = 'media') => `${folder}/${name.split('/').at(-1)}`,
  }
}

async function* one<Item>(item: Item): AsyncIterable<Item> {
  yield item
}
