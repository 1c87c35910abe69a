import 'server-only'
import type { Actor } from '@/lib/server/access/actor'
import { listPushes, type PushView } from '@/lib/server/export-push/read-pushes'
import type { ExportView } from '@/lib/server/exports/read-export'

/** Where the exports of a page were sent, by the id of the export. */
export async function pushesOf(actor: Actor, exports: readonly ExportView[]): Promise<Map<string, PushView[]>> {
  const lists = exports
    .filter(({ state }) => state === 'done')
    .map(async ({ id }): Promise<[string, PushView[]]> => [id, await listPushes(actor, id)])
  return new Map(await Promise.all(lists))
}

export function isUnderWay({ state }: { state: string }): boolean {
  return state === 'queued' || state === 'running'
}
