import type { FormatFile, FormatTally } from './format-file'
import { type Cue, clockTime, type Recording, type SpeechSegment, transcriptOf } from './recordings'
import { cueText, subtitleFiles } from './subtitle-files'
import { timesIn } from './webvtt'

/** SubRip: a number, times with a comma, text. It has no place for speakers. */
export function writeSrt(recordings: readonly Recording[], tally: FormatTally): FormatFile[] {
  return subtitleFiles(recordings, 'srt', (cues) => srtText(cues, tally), tally)
}

function srtText(cues: readonly Cue[], tally: FormatTally): string {
  const blocks = cues.map(({ start, end, text, speaker }, index) => {
    if (speaker !== null) tally.count('speakers left out')
    return `${index + 1}\n${clockTime(start, ',')} --> ${clockTime(end, ',')}\n${cueText(text)}\n`
  })
  return blocks.join('\n')
}

/** @throws AppError `bad-input` */
export function readSrt(text: string, item: string): Recording {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  const cues: SpeechSegment[] = []
  let at = 0
  while (at < lines.length) {
    if (lines[at]?.trim() === '') {
      at++
      continue
    }
    // The number of the cue, which some tools leave out.
    if (/^\s*\d+\s*$/.test(lines[at] ?? '') && lines[at + 1]?.includes('-->')) at++
    const times = timesIn(lines[at] ?? '', at + 1)
    const words: string[] = []
    for (at++; at < lines.length && lines[at] !== ''; at++) words.push(lines[at] ?? '')
    cues.push({ ...times, text: words.join('\n').trim(), speaker: null })
  }
  return { item, audio: item, duration: null, answers: [transcriptOf(cues, '')] }
}
