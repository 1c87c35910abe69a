import type { ExportChunk, ExportContext, FileExporter } from '@/lib/core/export/contract'
import { jsonl } from '@/lib/core/export/jsonl'
import { taskFields } from '@/lib/core/export/task-columns'
import { writeKaldi } from '@/lib/core/formats/kaldi'
import type { Recording } from '@/lib/core/formats/recordings'
import { writeSrt } from '@/lib/core/formats/srt'
import type { Answer, Config, Payload } from './schema'
import { languageOf, recordingOf, type SpeechTask } from './utterances'

type Tasks = AsyncIterable<SpeechTask>
type SpeechExporter = FileExporter<Payload, Answer, Config>

export const kaldi: SpeechExporter = {
  label: 'Kaldi data folder',
  description:
    'wav.scp, segments, text, utt2spk and spk2utt of the final transcripts, sorted bytewise. Ids keep letters and digits only.',
  write: async function* (tasks, context) {
    yield* writeKaldi(await recordings(tasks, context), context.tally)
  },
}

export const srt: SpeechExporter = {
  label: 'SRT subtitles',
  description:
    'SubRip, one file a recording with the final transcript; it has no place for speakers, confidence and agreement.',
  write: async function* (tasks, context) {
    yield* writeSrt(await recordings(tasks, context), context.tally)
  },
}

async function recordings(tasks: Tasks, context: ExportContext<Config>): Promise<Recording[]> {
  const all: Recording[] = []
  for await (const task of tasks) {
    const recording = recordingOf(task, context)
    if (recording !== null) all.push(recording)
  }
  return all
}

/** Where metadata.jsonl lies beside the recordings, `load_dataset("audiofolder", data_dir=…)` needs nothing else. */
export const audiofolder: SpeechExporter = {
  label: 'Audio folder (Hugging Face)',
  description:
    'The recordings with metadata.jsonl beside them, for load_dataset("audiofolder"): one final transcript each.',
  needsMedia: true,
  write: (tasks, context) => jsonl('metadata.jsonl', metadata(tasks, context)),
}

async function* metadata(tasks: Tasks, context: ExportContext<Config>) {
  for await (const task of tasks) {
    const recording = recordingOf(task, context)
    if (recording === null) continue
    context.tally.count('rows')
    yield {
      file_name: recording.audio,
      transcription: task.verdict.answer?.text ?? '',
      id: task.rowId,
      duration: task.payload.audio.durationSeconds,
      ...taskFields(task),
      language: languageOf(task),
    }
  }
}

const voiceColumns = [
  'client_id',
  'path',
  'sentence_id',
  'sentence',
  'sentence_domain',
  'up_votes',
  'down_votes',
  'age',
  'gender',
  'accents',
  'variant',
  'locale',
  'segment',
] as const

/** Common Voice 17 and later. Nobody knows who speaks, so each recording is a client of its own. */
export const commonVoice: SpeechExporter = {
  label: 'Common Voice (TSV)',
  description:
    'validated.tsv in the columns of Common Voice with the recordings in clips/. up_votes counts the annotators who wrote the sentence just so, down_votes the others; age, gender and accents are unknown.',
  needsMedia: true,
  write: writeCommonVoice,
}

async function* writeCommonVoice(tasks: Tasks, context: ExportContext<Config>): AsyncIterable<ExportChunk> {
  const file = 'validated.tsv'
  yield { file, data: `${voiceColumns.join('\t')}\n` }
  for await (const task of tasks) {
    const sentence = task.verdict.answer?.text.trim() ?? ''
    if (sentence === '') {
      context.tally.count('empty texts left out')
      continue
    }
    const same = task.annotations.filter(({ answer }) => answer.text.trim() === sentence).length
    const values: Partial<Record<(typeof voiceColumns)[number], string>> = {
      client_id: task.id,
      path: context.mediaName(task.payload.audio, 'clips').replace(/^clips\//, ''),
      sentence_id: task.rowId,
      sentence,
      up_votes: String(same),
      down_votes: String(task.annotations.length - same),
      locale: languageOf(task) ?? '',
    }
    context.tally.count('rows')
    yield { file, data: `${voiceColumns.map((column) => plain(values[column] ?? '')).join('\t')}\n` }
  }
}

/** The format has no quoting. */
function plain(text: string): string {
  return text.replace(/[\t\r\n\u2028\u2029]+/g, ' ')
}
