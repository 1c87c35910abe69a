import 'server-only'

/** How many of one's own tasks a claim passes over before it saves its place and lets others go first. */
export const lookAtMost = 200

export interface Scope {
  kind: 'batch' | 'project' | 'everything'
  id: string
}

/** Where a claim looks: in one batch, in one project, or everywhere the labeler may. */
export function scopeOf(ask: { batchId: string | null; projectId: string | null }): Scope {
  if (ask.batchId !== null) return { kind: 'batch', id: ask.batchId }
  if (ask.projectId !== null) return { kind: 'project', id: ask.projectId }
  return { kind: 'everything', id: '' }
}
