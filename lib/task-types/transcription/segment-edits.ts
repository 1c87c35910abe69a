import type { Answer, Segment } from './schema'

export interface EditedSegment extends Segment {
  /** Counts up within one task; never stored. */
  id: number
}

interface Snapshot {
  segments: readonly EditedSegment[]
  silent: boolean
}

/** A transcript under work. A project without segments has exactly one, over the whole recording. */
export interface SegmentEdits extends Snapshot {
  currentId: number
  nextId: number
  past: readonly Snapshot[]
  future: readonly Snapshot[]
  /** Letters typed in a row into one segment are undone together. */
  mark: string | null
}

export type SegmentAction =
  | { do: 'type'; id: number; text: string }
  | { do: 'select'; id: number }
  | { do: 'divide'; at: number; caret: number }
  | { do: 'join' }
  | { do: 'insert'; start: number; end?: number }
  | { do: 'place'; id: number; start: number; end: number }
  | { do: 'speaker'; speaker: string | undefined; id?: number }
  | { do: 'remove'; id: number }
  | { do: 'silent' }
  | { do: 'undo' | 'redo' }

/** Seconds: a segment is never made shorter. */
const shortest = 0.05
/** Seconds a segment that is inserted at a point lasts, where there is room. */
const inserted = 2
const remembered = 500
const spacedEnd = /\s$/u
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]$/u

export function startSegments(segments: readonly Segment[], duration: number, silent: boolean): SegmentEdits {
  const given = segments.length > 0 ? segments : [{ start: 0, end: duration, text: '' }]
  const edited = given.map((segment, index) => ({ ...segment, id: index + 1 }))
  return { segments: edited, silent, currentId: 1, nextId: edited.length + 1, past: [], future: [], mark: null }
}

/** One step of editing. Segments stay in order and inside the recording; there is always at least one. */
export function editSegments(edits: SegmentEdits, action: SegmentAction, duration: number): SegmentEdits {
  switch (action.do) {
    case 'type':
      return change(edits, action.id, (segment) => ({ ...segment, text: action.text }), `type ${action.id}`)
    case 'select':
      return select(edits, action.id)
    case 'divide':
      return divide(edits, action.at, action.caret, duration)
    case 'join':
      return join(edits)
    case 'insert':
      return insert(edits, action.start, action.end ?? Number.POSITIVE_INFINITY, duration)
    case 'place':
      return change(edits, action.id, (segment) => ({ ...segment, ...bounded(action.start, action.end, duration) }))
    case 'speaker':
      return change(edits, action.id ?? edits.currentId, ({ speaker: _, ...segment }) =>
        action.speaker === undefined ? segment : { ...segment, speaker: action.speaker },
      )
    case 'remove':
      return remove(edits, action.id, duration)
    case 'silent':
      return changed(edits, startSegments([], duration, true).segments, { silent: true, currentId: 1 })
    case 'undo':
      return travel(edits, 'past', 'future')
    case 'redo':
      return travel(edits, 'future', 'past')
  }
}

export function currentSegment({ segments, currentId }: SegmentEdits): EditedSegment | undefined {
  return segments.find(({ id }) => id === currentId) ?? segments[0]
}

/** The whole text; with `timed` the segments beside it, those without words left out. Null while nothing was said and silence neither. */
export function transcriptOf({ segments, silent }: Snapshot, timed: boolean): Answer | null {
  const spoken = segments
    .map((segment) => ({ ...segment, text: segment.text.trim() }))
    .filter(({ text }) => text !== '')
  if (spoken.length === 0 && !silent) return null
  const text = spoken.reduce((all, segment) => joined(all, segment.text), '')
  if (!timed) return { text }
  return { text, segments: spoken.map(({ id: _, ...segment }) => segment) }
}

function select(edits: SegmentEdits, id: number): SegmentEdits {
  if (id === edits.currentId || !edits.segments.some((segment) => segment.id === id)) return edits
  return { ...edits, currentId: id, mark: null }
}

/** Two texts one after the other, with a space between where the script sets words apart. */
function joined(before: string, after: string): string {
  const gap = before === '' || after === '' || spacedEnd.test(before) || unspaced.test(before) ? '' : ' '
  return `${before}${gap}${after}`
}

function divide(edits: SegmentEdits, at: number, caret: number, duration: number): SegmentEdits {
  const current = currentSegment(edits)
  if (!current) return edits
  const reaches = (segment: Segment) => at - segment.start >= shortest && segment.end - at >= shortest
  if (!reaches(current)) {
    const free = edits.segments.every((segment) => at < segment.start || at >= segment.end)
    return free ? insert(edits, at, Number.POSITIVE_INFINITY, duration) : edits
  }
  const time = rounded(at)
  const first = { ...current, end: time, text: current.text.slice(0, caret).trimEnd() }
  const second = { ...current, id: edits.nextId, start: time, text: current.text.slice(caret).trimStart() }
  const segments = edits.segments.flatMap((segment) => (segment === current ? [first, second] : [segment]))
  return changed(edits, segments, { currentId: second.id, nextId: edits.nextId + 1 })
}

/** The current segment joins the one before it, the first one the one after it. */
function join(edits: SegmentEdits): SegmentEdits {
  const place = Math.max(
    1,
    edits.segments.findIndex(({ id }) => id === edits.currentId),
  )
  const before = edits.segments[place - 1]
  const after = edits.segments[place]
  if (!before || !after) return edits
  const one = {
    ...before,
    end: Math.max(before.end, after.end),
    text: joined(before.text.trimEnd(), after.text.trimStart()),
  }
  return changed(edits, edits.segments.toSpliced(place - 1, 2, one), { currentId: one.id })
}

function insert(edits: SegmentEdits, start: number, end: number, duration: number): SegmentEdits {
  const next = edits.segments.find((segment) => segment.start > start)
  const limit = Number.isFinite(end) ? end : Math.min(start + inserted, next?.start ?? duration)
  const segment = { ...bounded(start, Math.max(limit, start + shortest), duration), id: edits.nextId, text: '' }
  return changed(edits, [...edits.segments, segment], { currentId: segment.id, nextId: edits.nextId + 1 })
}

function remove(edits: SegmentEdits, id: number, duration: number): SegmentEdits {
  const place = edits.segments.findIndex((segment) => segment.id === id)
  if (place < 0) return edits
  const rest = edits.segments.toSpliced(place, 1)
  const segments = rest.length > 0 ? rest : [{ id: edits.nextId, start: 0, end: duration, text: '' }]
  const neighbour = segments[Math.min(place, segments.length - 1)]
  return changed(edits, segments, { currentId: neighbour?.id ?? edits.currentId, nextId: edits.nextId + 1 })
}

function change(
  edits: SegmentEdits,
  id: number,
  make: (segment: EditedSegment) => EditedSegment,
  mark: string | null = null,
): SegmentEdits {
  const before = edits.segments.find((segment) => segment.id === id)
  if (!before) return edits
  const segments = edits.segments.map((segment) => (segment === before ? make(before) : segment))
  return changed(edits, segments, { currentId: id }, mark)
}

function changed(
  edits: SegmentEdits,
  segments: readonly EditedSegment[],
  more: Partial<Pick<SegmentEdits, 'silent' | 'currentId' | 'nextId'>>,
  mark: string | null = null,
): SegmentEdits {
  const joins = mark !== null && mark === edits.mark
  const past = joins ? edits.past : [...edits.past, snapshot(edits)].slice(-remembered)
  const sorted = segments.toSorted((a, b) => a.start - b.start || a.end - b.end)
  return { ...edits, silent: false, ...more, segments: sorted, past, future: [], mark }
}

function travel(edits: SegmentEdits, from: 'past' | 'future', to: 'past' | 'future'): SegmentEdits {
  const shown = edits[from].at(-1)
  if (!shown) return edits
  const stays = shown.segments.some(({ id }) => id === edits.currentId)
  return {
    ...edits,
    ...shown,
    currentId: stays ? edits.currentId : (shown.segments[0]?.id ?? edits.currentId),
    mark: null,
    [from]: edits[from].slice(0, -1),
    [to]: [...edits[to], snapshot(edits)],
  }
}

function snapshot({ segments, silent }: Snapshot): Snapshot {
  return { segments, silent }
}

function bounded(start: number, end: number, duration: number): { start: number; end: number } {
  const from = rounded(Math.max(0, Math.min(start, duration - shortest)))
  return { start: from, end: rounded(Math.max(from + shortest, Math.min(end, duration))) }
}

/** To the millisecond. */
function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}
