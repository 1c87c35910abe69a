import { AppError } from '../errors'
import type { FormatFile, FormatTally } from './format-file'
import { type Cue, clockTime, type Recording, type SpeechSegment, secondsOf, transcriptOf } from './recordings'
import { cueText, subtitleFiles } from './subtitle-files'

/** WebVTT (W3C): one cue a segment, speakers as voices. */
export function writeWebvtt(recordings: readonly Recording[], tally: FormatTally): FormatFile[] {
  return subtitleFiles(recordings, 'vtt', vttText, tally)
}

/** One document. */
export function vttText(cues: readonly Cue[]): string {
  const blocks = cues.map(({ start, end, text, speaker }) => {
    const voice = speaker === null || speaker.trim() === '' ? '' : `<v ${escaped(speaker.replace(/\s+/g, ' ').trim())}>`
    return `${clockTime(start, '.')} --> ${clockTime(end, '.')}\n${voice}${escaped(cueText(text))}`
  })
  return `${['WEBVTT', ...blocks].join('\n\n')}\n`
}

/** As entities, which also breaks up any arrow. */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

/** Cues as segments; notes, styles, regions, ids and settings are passed over, markup but voices too. @throws AppError `bad-input` */
export function readWebvtt(text: string, item: string): Recording {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  if (!/^WEBVTT([ \t].*)?$/.test(lines[0] ?? ''))
    throw new AppError('bad-input', 'line 1: this must begin with WEBVTT.')
  const cues: SpeechSegment[] = []
  for (let at = 1; at < lines.length; at++) {
    const times = lines[at]?.includes('-->') ? timesIn(lines[at] ?? '', at + 1) : null
    if (times === null) continue
    const words: string[] = []
    while (at + 1 < lines.length && lines[at + 1] !== '') words.push(lines[++at] ?? '')
    cues.push({ ...times, ...spoken(words.join('\n')) })
  }
  return { item, audio: item, duration: null, answers: [transcriptOf(cues, '')] }
}

export function timesIn(line: string, number: number): { start: number; end: number } {
  const [, from, to] = /^\s*(\S+)[ \t]+-->[ \t]+(\S+)/.exec(line) ?? []
  const start = secondsOf(from ?? '')
  const end = secondsOf(to ?? '')
  if (start === null || end === null || end <= start)
    throw new AppError('bad-input', `line ${number}: give two times HH:MM:SS.mmm, the second after the first.`)
  return { start, end }
}

function spoken(words: string): { text: string; speaker: string | null } {
  const [, speaker] = /^<v(?:\.[^\s>]*)?\s([^>]*)>/.exec(words) ?? []
  return {
    text: unescaped(words.replace(/<[^<>]*>/g, '')).trim(),
    speaker: speaker === undefined ? null : unescaped(speaker).trim(),
  }
}

const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['nbsp', '\u00A0'],
  ['lrm', '\u200E'],
  ['rlm', '\u200F'],
])

function unescaped(text: string): string {
  return text.replace(/&(\w{1,8});/g, (whole, name: string) => entities.get(name) ?? whole)
}
