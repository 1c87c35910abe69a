import { type FormatFile, type FormatTally, safePath, stem, uniqueNames } from './format-file'
import { type Cue, cuesOf, type Recording } from './recordings'

/** One file for each answer: `talk.vtt`, or `talk.ada.vtt` where a recording has several annotators. */
export function subtitleFiles(
  recordings: readonly Recording[],
  ending: 'vtt' | 'srt',
  write: (cues: readonly Cue[]) => string,
  tally: FormatTally,
): FormatFile[] {
  const nameOf = uniqueNames()
  return recordings.flatMap((recording) =>
    recording.answers.map((answer) => {
      const several = recording.answers.length > 1
      const own = several ? `.${safePath(answer.annotator || 'unnamed').replaceAll('/', '_')}` : ''
      const name = nameOf(`${stem(safePath(recording.item))}${own}`)
      if (!several && answer.annotator !== '') tally.count('names of annotators left out')
      return { file: `${name}.${ending}`, data: write(cuesOf(recording, answer, tally)) }
    }),
  )
}

/** No empty line, which would end a cue, and no white space at the ends. */
export function cueText(text: string): string {
  const lines = text.split(/\r\n|[\r\n\u2028\u2029\u0085]/).map((line) => line.trim())
  return lines.filter((line) => line !== '').join('\n')
}
