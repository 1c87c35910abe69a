import { inside, movedBy, type Rect, resizedBy, type Size } from '@/components/labeling/image-stage/geometry'
import type { Answer, LabeledBox } from './schema'

export interface EditedBox extends LabeledBox {
  /** Counts up within one task; never stored. */
  id: number
  hidden: boolean
  locked: boolean
}

interface Snapshot {
  boxes: readonly EditedBox[]
  nothing: boolean
}

/** Everything of a box task that Mod+Z, a reload or the panel needs to know. */
export interface BoxEdits extends Snapshot {
  selectedId: number | null
  /** The label the next box gets. */
  label: string
  nextId: number
  past: readonly Snapshot[]
  future: readonly Snapshot[]
  /** Steps in a row with the same mark (ten presses of an arrow) are undone together. */
  mark: string | null
}

export type BoxAction =
  | { do: 'draw'; rect: Rect }
  | { do: 'add'; boxes: readonly LabeledBox[] }
  | { do: 'place'; id: number; rect: Rect }
  | { do: 'nudge' | 'stretch'; dx: number; dy: number }
  | { do: 'label'; label: string }
  | { do: 'remove'; id?: number }
  | { do: 'select'; id: number | null }
  | { do: 'cycle'; step: 1 | -1 }
  | { do: 'hide' | 'lock'; id?: number }
  | { do: 'reorder'; step: 1 | -1 }
  | { do: 'nothing' }
  | { do: 'undo' | 'redo' }

const remembered = 500

export function startEdits(boxes: readonly EditedBox[], label: string, nothing: boolean): BoxEdits {
  const nextId = boxes.reduce((highest, box) => Math.max(highest, box.id), 0) + 1
  return { boxes, nothing, selectedId: null, label, nextId, past: [], future: [], mark: null }
}

/** One step of editing. Boxes stay inside the image and at least 1 px; locked ones stay where they are. */
export function editBoxes(edits: BoxEdits, action: BoxAction, image: Size): BoxEdits {
  switch (action.do) {
    case 'draw': {
      const box = { ...inside(action.rect, image), id: edits.nextId, label: edits.label, hidden: false, locked: false }
      const drawn = changed(edits, [...edits.boxes, box])
      return { ...drawn, selectedId: box.id, nextId: edits.nextId + 1 }
    }
    case 'add':
      return add(edits, action.boxes, image)
    case 'place':
      return change(edits, action.id, (box) => (box.locked ? box : { ...box, ...inside(action.rect, image) }))
    case 'nudge':
      return change(edits, edits.selectedId, (box) => free(box, movedBy(box, action.dx, action.dy, image)), 'nudge')
    case 'stretch':
      return change(
        edits,
        edits.selectedId,
        (box) => free(box, resizedBy(box, 'se', action.dx, action.dy, image)),
        'stretch',
      )
    case 'label':
      return { ...change(edits, edits.selectedId, (box) => ({ ...box, label: action.label })), label: action.label }
    case 'remove':
      return remove(edits, action.id ?? edits.selectedId)
    case 'select':
      return select(edits, action.id)
    case 'cycle':
      return select(edits, nextBox(edits, action.step))
    case 'hide':
      return change(edits, action.id ?? edits.selectedId, (box) => ({ ...box, hidden: !box.hidden }))
    case 'lock':
      return change(edits, action.id ?? edits.selectedId, (box) => ({ ...box, locked: !box.locked }))
    case 'reorder':
      return reorder(edits, action.step)
    case 'nothing':
      return { ...changed(edits, []), nothing: true, selectedId: null }
    case 'undo':
      return travel(edits, 'past', 'future')
    case 'redo':
      return travel(edits, 'future', 'past')
  }
}

/** The answer, or null while nobody has said whether there is anything to box. */
export function answerOf({ boxes, nothing }: Snapshot): Answer | null {
  if (boxes.length === 0 && !nothing) return null
  return { boxes: boxes.map(({ label, x, y, width, height }) => ({ label, x, y, width, height })) }
}

/** The box after the selected one; null after the last, so that Tab then leaves the stage. */
function nextBox({ boxes, selectedId }: BoxEdits, step: 1 | -1): number | null {
  if (selectedId === null) return (step === 1 ? boxes.at(0) : boxes.at(-1))?.id ?? null
  const place = boxes.findIndex((box) => box.id === selectedId) + step
  return place < 0 ? null : (boxes[place]?.id ?? null)
}

function free(box: EditedBox, rect: EditedBox | Rect): EditedBox {
  return box.locked ? box : { ...box, ...rect }
}

function change(
  edits: BoxEdits,
  id: number | null,
  make: (box: EditedBox) => EditedBox,
  kind: string | null = null,
): BoxEdits {
  const before = edits.boxes.find((box) => box.id === id)
  if (!before) return edits
  const after = make(before)
  if (sameBox(before, after)) return edits
  const boxes = edits.boxes.map((box) => (box === before ? after : box))
  return changed(edits, boxes, kind === null ? null : `${kind} ${before.id}`)
}

function changed(edits: BoxEdits, boxes: readonly EditedBox[], mark: string | null = null): BoxEdits {
  const joins = mark !== null && mark === edits.mark
  const past = joins ? edits.past : [...edits.past, snapshot(edits)].slice(-remembered)
  return { ...edits, boxes, nothing: false, past, future: [], mark }
}

/** Several at once, and one step back: a pasted box, the boxes of the last picture. The last one is selected. */
function add(edits: BoxEdits, added: readonly LabeledBox[], image: Size): BoxEdits {
  if (added.length === 0) return edits
  const boxes = added.map((box, index) => ({
    ...inside(box, image),
    id: edits.nextId + index,
    label: box.label,
    hidden: false,
    locked: false,
  }))
  const nextId = edits.nextId + boxes.length
  return { ...changed(edits, [...edits.boxes, ...boxes]), selectedId: nextId - 1, nextId }
}

function remove(edits: BoxEdits, id: number | null): BoxEdits {
  const box = edits.boxes.find((candidate) => candidate.id === id)
  if (!box || box.locked) return edits
  const after = changed(
    edits,
    edits.boxes.filter((candidate) => candidate !== box),
  )
  if (edits.selectedId !== id) return after
  const next = nextBox(edits, 1) ?? nextBox(edits, -1)
  return { ...after, selectedId: next }
}

function select(edits: BoxEdits, id: number | null): BoxEdits {
  if (id === edits.selectedId) return edits
  return { ...edits, selectedId: edits.boxes.some((box) => box.id === id) ? id : null, mark: null }
}

function reorder(edits: BoxEdits, step: 1 | -1): BoxEdits {
  const from = edits.boxes.findIndex((box) => box.id === edits.selectedId)
  const to = from + step
  const box = edits.boxes[from]
  if (!box || to < 0 || to >= edits.boxes.length) return edits
  return changed(edits, edits.boxes.toSpliced(from, 1).toSpliced(to, 0, box))
}

function travel(edits: BoxEdits, from: 'past' | 'future', to: 'past' | 'future'): BoxEdits {
  const snapshotToShow = edits[from].at(-1)
  if (!snapshotToShow) return edits
  const selectedId = snapshotToShow.boxes.some((box) => box.id === edits.selectedId) ? edits.selectedId : null
  return {
    ...edits,
    ...snapshotToShow,
    selectedId,
    mark: null,
    [from]: edits[from].slice(0, -1),
    [to]: [...edits[to], snapshot(edits)],
  }
}

function snapshot({ boxes, nothing }: BoxEdits): Snapshot {
  return { boxes, nothing }
}

function sameBox(a: EditedBox, b: EditedBox): boolean {
  return (
    a.x === b.x &&
    a.y === b.y &&
    a.width === b.width &&
    a.height === b.height &&
    a.label === b.label &&
    a.hidden === b.hidden &&
    a.locked === b.locked
  )
}
