import type { Json } from '@/lib/core/labeler'
import type { Config, Segment, View } from './schema'
import { type SegmentEdits, startSegments } from './segment-edits'

export function toDraft({ segments, silent }: SegmentEdits): Json {
  return {
    silent,
    segments: segments.map(({ start, end, text, speaker }) => ({ start, end, text, ...(speaker ? { speaker } : {}) })),
  }
}

/** Takes up where the draft stopped; without one the hypothesis is the text to start from. No word of a draft is ever dropped. */
export function fromDraft(draft: Json, config: Config, { audio, hypothesis }: View): SegmentEdits {
  const duration = audio.durationSeconds
  // An answer without times is a draft too: where a merge or a correction starts.
  if (isRecord(draft) && !Array.isArray(draft.segments) && typeof draft.text === 'string') {
    return startSegments([{ start: 0, end: duration, text: draft.text }], duration, draft.text === '')
  }
  if (!isRecord(draft) || !Array.isArray(draft.segments)) {
    return startSegments([{ start: 0, end: duration, text: hypothesis ?? '' }], duration, false)
  }
  const segments = draft.segments.flatMap((value) => readSegment(value, config, duration))
  const kept = config.segments ? segments : merged(segments, duration)
  return startSegments(kept, duration, draft.silent === true)
}

function readSegment(value: Json, config: Config, duration: number): Segment[] {
  if (!isRecord(value) || typeof value.text !== 'string') return []
  const timed = typeof value.start === 'number' && typeof value.end === 'number' && value.start < value.end
  const { start, end } = timed ? { start: Number(value.start), end: Number(value.end) } : { start: 0, end: duration }
  const known = typeof value.speaker === 'string' && config.speakers.includes(value.speaker)
  return [
    {
      start: Math.max(0, Math.min(start, duration)),
      end: Math.min(end, duration),
      text: value.text,
      ...(known ? { speaker: String(value.speaker) } : {}),
    },
  ]
}

/** One text, for a project that takes no segments (any more). */
function merged(segments: readonly Segment[], duration: number): Segment[] {
  return segments.length > 0 ? [{ start: 0, end: duration, text: segments.map(({ text }) => text).join(' ') }] : []
}

function isRecord(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
