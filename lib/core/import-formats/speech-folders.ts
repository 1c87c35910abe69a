import { AppError } from '../errors'
import { type Recording, type SpeechSegment, transcriptOf } from '../formats/recordings'
import { readSrt } from '../formats/srt'
import { readWebvtt } from '../formats/webvtt'
import type { ImportSource, Mirror, MirroredTask } from './mirror'
import { mirrored, refused } from './mirrored-rows'
import { speechAnswer } from './speech-answer'

const isAudio = (file: string) => /\.(wav|mp3|flac|ogg|oga|opus|m4a|aac|webm)$/i.test(file)
const nameOf = (file: string) => file.replace(/^.*\//, '')
const stemOf = (file: string) => nameOf(file).replace(/\.[^.]*$/, '')

function subtitles(
  about: Pick<Mirror, 'label' | 'description'>,
  ending: RegExp,
  read: (text: string, item: string) => Recording,
): Mirror {
  return {
    ...about,
    taskTypes: ['transcription'],
    folder: true,
    detect: ({ files }) => files.some((file) => ending.test(file)),
    read: (source) => subtitleTasks(source, ending, read),
  }
}

export const webvtt = subtitles(
  {
    label: 'WebVTT subtitles (zip)',
    description:
      'Subtitles beside their recordings: talk.vtt or talk.ada.vtt with talk.wav. Cues become segments, voices speakers; notes, styles and places on the screen do not come back.',
  },
  /\.vtt$/i,
  readWebvtt,
)

export const srt = subtitles(
  {
    label: 'SubRip subtitles (zip)',
    description: 'Subtitles beside their recordings: talk.srt or talk.ada.srt with talk.wav. Cues become segments.',
  },
  /\.srt$/i,
  readSrt,
)

async function* subtitleTasks(
  source: ImportSource,
  ending: RegExp,
  read: (text: string, item: string) => Recording,
): AsyncIterable<MirroredTask> {
  const audio = source.files.filter(isAudio)
  const sheets = new Map<string, { file: string; annotator: string }[]>()
  const alone: string[] = []
  for (const file of source.files.filter((name) => ending.test(name))) {
    const found = recordingOf(stemOf(file), audio)
    if (found === null) alone.push(file)
    else sheets.set(found.recording, [...(sheets.get(found.recording) ?? []), { file, annotator: found.annotator }])
  }
  let number = 0
  for (const file of alone) {
    number += 1
    const message = `There is no recording called ${stemOf(file)} here (.wav, .mp3, .flac, .ogg, .opus or .m4a). Pack it along.`
    yield { line: number, excerpt: file, characters: 0, problem: { field: 'audio', message } }
  }
  for (const [recording, own] of sheets) {
    number += 1
    const texts = await Promise.all(own.map(({ file }) => source.text(file)))
    yield mirrored({ line: number, excerpt: own[0]?.file ?? '', characters: texts.join('').length }, () => ({
      task: { audio: recording },
      annotations: own.flatMap(({ annotator }, index) =>
        read(texts[index] ?? '', recording).answers.map((answer) => speechAnswer({ ...answer, annotator })),
      ),
    }))
  }
}

/** `talk` is talk.wav; `talk.ada` is talk.wav by ada. */
function recordingOf(stem: string, audio: readonly string[]): { recording: string; annotator: string } | null {
  const exact = audio.find((file) => stemOf(file) === stem) ?? audio.find((file) => safe(stemOf(file)) === stem)
  if (exact !== undefined) return { recording: exact, annotator: '' }
  const dot = stem.lastIndexOf('.')
  if (dot <= 0) return null
  const shorter = recordingOf(stem.slice(0, dot), audio)
  return shorter === null || shorter.annotator !== '' ? null : { ...shorter, annotator: stem.slice(dot + 1) }
}

/** As our subtitle exports name their files. */
function safe(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/g, '')
}

export const kaldi: Mirror = {
  label: 'Kaldi data folder (zip)',
  description:
    'wav.scp, text and, where there are any, segments and utt2spk, with the recordings beside them. Commands in wav.scp are refused.',
  taskTypes: ['transcription'],
  folder: true,
  detect: ({ files }) => files.some((file) => nameOf(file) === 'wav.scp'),
  read: readKaldi,
}

interface Utterance {
  annotator: string
  segment: SpeechSegment | null
  text: string
}

async function* readKaldi(source: ImportSource): AsyncIterable<MirroredTask> {
  const folders = source.files
    .filter((file) => nameOf(file) === 'wav.scp')
    .map((file) => file.slice(0, -'wav.scp'.length))
  const recordings = new Map<string, Utterance[]>()
  for (const folder of folders) {
    const annotator = folders.length > 1 ? (folder.replace(/\/$/, '').split('/').at(-1) ?? '') : ''
    for (const [path, utterances] of await folderOf(source, folder, annotator)) {
      recordings.set(path, [...(recordings.get(path) ?? []), ...utterances])
    }
  }
  let number = 0
  for (const [path, utterances] of recordings) {
    number += 1
    const characters = utterances.reduce((sum, { text }) => sum + text.length, 200)
    yield mirrored({ line: number, excerpt: path, characters }, () => {
      if (path.endsWith('|')) throw refused('wav.scp', 'wav.scp gives a command here. Give the path of the file.')
      const annotators = [...new Set(utterances.map(({ annotator }) => annotator))]
      return {
        task: { audio: path },
        annotations: annotators.map((annotator) => {
          const own = utterances.filter((utterance) => utterance.annotator === annotator)
          const segments = own.flatMap(({ segment }) => (segment === null ? [] : [segment]))
          if (segments.length > 0)
            return speechAnswer(
              transcriptOf(
                segments.toSorted((a, b) => a.start - b.start),
                annotator,
              ),
            )
          return speechAnswer({ annotator, text: own.map(({ text }) => text).join(' '), segments: null })
        }),
      }
    })
  }
}

async function folderOf(source: ImportSource, folder: string, annotator: string): Promise<Map<string, Utterance[]>> {
  const table = async (name: string) =>
    source.files.includes(folder + name) ? tableIn(await source.text(folder + name)) : new Map<string, string>()
  const [paths, texts, segments, speakers] = [
    await table('wav.scp'),
    await table('text'),
    await table('segments'),
    await table('utt2spk'),
  ]
  const found = new Map<string, Utterance[]>([...paths.values()].map((path) => [path, []]))
  for (const [utterance, text] of texts) {
    const [recording = utterance, from, to] = segments.get(utterance)?.split(/\s+/) ?? []
    const path = paths.get(recording)
    if (path === undefined) throw new AppError('bad-input', `Kaldi: recording “${recording}” is not in wav.scp.`)
    const speaker = speakers.get(utterance) ?? null
    const [start, end] = [Number(from), Number(to)]
    const timed = segments.has(utterance)
    if (timed && !(start >= 0 && end > start))
      throw new AppError('bad-input', `Kaldi: segments, “${utterance}”: give a start and a later end in seconds.`)
    // Where nobody named speakers each recording is its own.
    const named = speaker === recording ? null : speaker
    found.get(path)?.push({ annotator, text, segment: timed ? { start, end, text, speaker: named } : null })
  }
  return found
}

/** `key rest of the line`. */
function tableIn(text: string): Map<string, string> {
  const rows = text.split(/\r?\n/).flatMap((line): [string, string][] => {
    const [key = ''] = line.split(/\s/, 1)
    return key === '' ? [] : [[key, line.slice(key.length).trim()]]
  })
  return new Map(rows)
}
