import { type Box, iou } from '@/lib/core/boxes/box'
import { byText } from '@/lib/core/pair-scores/annotator-pairs'

/** One annotator's box of the label in question. */
export interface BoxVote {
  box: Box
  annotator: string
  weight: number
}

type Rectangle = Pick<Box, 'x' | 'y' | 'width' | 'height'>

export interface BoxCluster {
  /** Weighted mean of the members. */
  box: Rectangle
  annotators: ReadonlySet<string>
}

interface Growing extends BoxCluster {
  members: BoxVote[]
  /** Place in the fixed order of first members: decides between equal overlaps. */
  place: number
  merged: boolean
}

interface Candidate {
  overlap: number
  a: Growing
  b: Growing
}

/** Rounding may put an overlap of exactly the threshold just below it. */
const SLACK = 1e-9

/** Merges the two clusters that overlap most, again and again, while they overlap by the threshold and share no annotator. */
export function clusteredBoxes(votes: readonly BoxVote[], iouThreshold: number): BoxCluster[] {
  const clusters = votes.toSorted(byPlace).map((vote, place) => clusterOf([vote], place))
  const queue: Candidate[] = []
  const consider = (a: Growing, b: Growing): void => {
    const overlap = iou(a.box, b.box)
    if (overlap > 0 && overlap >= iouThreshold - SLACK && apart(a, b)) queue.push({ overlap, a, b })
  }
  clusters.forEach((a, place) => {
    for (const b of clusters.slice(place + 1)) consider(a, b)
  })
  while (queue.length > 0) {
    const { a, b } = takeBest(queue)
    a.merged = true
    b.merged = true
    const merged = clusterOf([...a.members, ...b.members].sort(byPlace), Math.min(a.place, b.place))
    for (let entry = queue.length - 1; entry >= 0; entry -= 1) {
      const candidate = queue[entry]
      if (candidate && (candidate.a.merged || candidate.b.merged)) queue.splice(entry, 1)
    }
    for (const other of clusters) if (!other.merged) consider(merged, other)
    clusters.push(merged)
  }
  return clusters.filter(({ merged }) => !merged)
}

function takeBest(queue: Candidate[]): { a: Growing; b: Growing } {
  return queue.reduce((best, candidate) => (compareCandidates(candidate, best) < 0 ? candidate : best))
}

function compareCandidates(p: Candidate, q: Candidate): number {
  return (
    q.overlap - p.overlap ||
    Math.min(p.a.place, p.b.place) - Math.min(q.a.place, q.b.place) ||
    Math.max(p.a.place, p.b.place) - Math.max(q.a.place, q.b.place)
  )
}

function apart(a: Growing, b: Growing): boolean {
  for (const annotator of a.annotators) if (b.annotators.has(annotator)) return false
  return true
}

function clusterOf(members: BoxVote[], place: number): Growing {
  const mean = (side: keyof Rectangle): number => {
    const total = members.reduce((sum, { weight }) => sum + weight, 0)
    return members.reduce((sum, { box, weight }) => sum + weight * box[side], 0) / total
  }
  const box = { x: mean('x'), y: mean('y'), width: mean('width'), height: mean('height') }
  return { box, annotators: new Set(members.map(({ annotator }) => annotator)), members, place, merged: false }
}

function byPlace(p: BoxVote, q: BoxVote): number {
  return (
    p.box.x - q.box.x ||
    p.box.y - q.box.y ||
    p.box.width - q.box.width ||
    p.box.height - q.box.height ||
    byText(p.annotator, q.annotator)
  )
}
