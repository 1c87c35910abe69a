import type { Json } from '@/lib/core/labeler'
import type { OpenAssignment, QueueProgress, TrainingFeedback } from './assignment'
import type { DeviceStore } from './device-store'
import type { DraftState } from './draft-keeper'
import type { LabelingApi } from './labeling-api'

/** What a session needs from where it runs. */
export interface SessionPorts {
  userId: string
  store: DeviceStore
  api: LabelingApi
  now(): number
  schedule(run: () => void, delayMs: number): () => void
  exclusively<T>(name: string, run: () => Promise<T>): Promise<T>
}

/** An answer that can still be taken back. */
export interface Undoable {
  assignmentId: string
  summary: string
  submittedAt: number
  /** How long the labeler worked on it; goes on counting when they take it up again. */
  timeSpentMs: number
  assignment: OpenAssignment
}

interface CurrentTask {
  assignment: OpenAssignment
  /** What the editor starts with. */
  draft: Json
  timeSpentMs: number
  /** Raised when the same task must be drawn anew: another window's text was chosen. */
  mount: number
}

export interface SessionView {
  /** starting: this device's drafts are being read. waiting: the next task is on its way. */
  mode: 'starting' | 'labeling' | 'waiting' | 'finished' | 'failed'
  current: CurrentTask | null
  /** Tasks held ready beyond the one on the screen. */
  ahead: number
  progress: QueueProgress | null
  /** Newest last. */
  undoable: readonly Undoable[]
  draft: DraftState
  /** The task on the screen is not the labeler's any more. */
  lost: { assignmentId: string; reason: string; message: string; at: number } | null
  /** What training has to say about answers just given, until it is read; the oldest first. */
  feedback: readonly TrainingFeedback[]
  /** Why there is no task, as the server said it; null when it could not be reached. */
  problem: string | null
  answeredHere: number
  timesMs: readonly number[]
}

export function firstView(progress: QueueProgress | null): SessionView {
  return {
    mode: 'starting',
    current: null,
    ahead: 0,
    progress,
    undoable: [],
    draft: { is: 'saved' },
    lost: null,
    feedback: [],
    problem: null,
    answeredHere: 0,
    timesMs: [],
  }
}

/** Progress with answers counted that the server has not seen yet, or that came back. */
export function advanced(progress: QueueProgress | null, by: number): QueueProgress | null {
  return progress ? { ...progress, done: progress.done + by, mine: progress.mine + by } : null
}

/** The middle of the times spent; null without any. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
  return (upper + lower) / 2
}

/** As it is spoken when the task comes: 'Task 38 of 120'. */
export function taskName(progress: QueueProgress | null): string {
  if (!progress) return 'Task'
  const total = Math.max(1, progress.total)
  return `Task ${Math.min(progress.done + 1, total)} of ${total}`
}
