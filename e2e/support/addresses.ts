import type { PreparedBatch } from './installation'

/** Every page of the people who run a project, by its address. */
export function adminPages({ projectId }: PreparedBatch): string[] {
  const project = `/projects/${projectId}`
  const tabs = [
    '',
    '/tasks',
    '/batches',
    '/guidelines',
    '/exports',
    '/exports?new=1',
    '/people',
    '/settings',
    '/import',
  ].map((tab) => project + tab)
  const review = ['/review', `/review/${projectId}`, `/review/${projectId}/settled`]
  return ['/projects', '/projects/new', ...tabs, ...review, '/people', '/exports', '/audit', '/settings/tokens']
}
