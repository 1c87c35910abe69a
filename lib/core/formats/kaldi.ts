import { byText } from './boxed-images'
import { type FormatFile, type FormatTally, safePath, uniqueNames } from './format-file'
import { type Cue, cuesOf, type Recording, type Transcription } from './recordings'

interface Utterance {
  id: string
  recording: string
  speaker: string
  cue: Cue
}

/**
 * A Kaldi data folder: wav.scp, segments, text, utt2spk, spk2utt, all sorted bytewise. Utterance ids begin with their speaker; ids keep
 * letters and digits and turn the rest into _, so that sorting by utterance sorts by speaker too. Where no speaker is named each
 * recording is its own. Several annotators get a folder each: Kaldi holds one text an utterance.
 */
export function writeKaldi(recordings: readonly Recording[], tally: FormatTally): FormatFile[] {
  if (recordings.every(({ answers }) => answers.length < 2)) {
    return kaldiFiles(
      recordings.flatMap((recording) => recording.answers.map((answer) => ({ recording, answer }))),
      tally,
    )
  }
  const annotators = [...new Set(recordings.flatMap(({ answers }) => answers.map(({ annotator }) => annotator)))]
  const folderOf = uniqueNames()
  return annotators.sort(byText).flatMap((annotator) => {
    const folder = `${folderOf(safePath(annotator || 'unnamed'))}/`
    const own = recordings.flatMap((recording) =>
      recording.answers.filter((answer) => answer.annotator === annotator).map((answer) => ({ recording, answer })),
    )
    return kaldiFiles(own, tally).map(({ file, data }) => ({ file: `${folder}${file}`, data }))
  })
}

function kaldiFiles(
  answers: readonly { recording: Recording; answer: Transcription }[],
  tally: FormatTally,
): FormatFile[] {
  const recordingId = ids()
  const speakerId = ids()
  const audio = new Map<string, string>()
  const utterances = answers.flatMap(({ recording, answer }): Utterance[] => {
    const id = recordingId(recording.item)
    return cuesOf(recording, answer, tally).map((cue) => {
      audio.set(id, recording.audio)
      const speaker = speakerId(cue.speaker ?? `\u0000${recording.item}`, cue.speaker ?? recording.item)
      return { id: `${speaker}-${id}-${padded(cue.start)}-${padded(cue.end)}`, recording: id, speaker, cue }
    })
  })
  const unique = uniqueNames()
  const named = utterances
    .map((utterance) => ({ ...utterance, id: unique(utterance.id) }))
    .toSorted((a, b) => byText(a.id, b.id))
  const speakers = [...new Set(named.map(({ speaker }) => speaker))].sort(byText)
  const of = (speaker: string) => named.filter((utterance) => utterance.speaker === speaker).map(({ id }) => id)
  return [
    {
      file: 'wav.scp',
      data: lines([...audio].toSorted(([a], [b]) => byText(a, b)).map(([id, path]) => `${id} ${path}`)),
    },
    {
      file: 'segments',
      data: lines(
        named.map(({ id, recording, cue }) => `${id} ${recording} ${seconds(cue.start)} ${seconds(cue.end)}`),
      ),
    },
    { file: 'text', data: lines(named.map(({ id, cue }) => `${id} ${cue.text.trim().replace(/\s+/gu, ' ')}`)) },
    { file: 'utt2spk', data: lines(named.map(({ id, speaker }) => `${id} ${speaker}`)) },
    { file: 'spk2utt', data: lines(speakers.map((speaker) => `${speaker} ${of(speaker).join(' ')}`)) },
  ]
}

/** An id without spaces and hyphens for each key. The hyphen sorts before all that stays, so prefixes sort as they should. */
function ids(): (key: string, name?: string) => string {
  const given = new Map<string, string>()
  const unique = new Set<string>()
  return (key, name = key) => {
    const known = given.get(key)
    if (known !== undefined) return known
    const plain = name.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}]+/gu, '_') || '_'
    let id = plain
    for (let number = 2; unique.has(id); number++) id = `${plain}_${number}`
    unique.add(id)
    given.set(key, id)
    return id
  }
}

function padded(ms: number): string {
  return String(ms).padStart(9, '0')
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3)
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('')
}
