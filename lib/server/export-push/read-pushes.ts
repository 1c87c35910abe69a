import 'server-only'
import type { ExportPush } from '@/prisma/generated/sqlite/client'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { db } from '../db/db'
import { hubUrl } from '../hub/hub-address'
import { allowedPlaces } from '../object-store/place'
import { objectStoreSettings } from '../object-store/settings'
import { type PushState, pushStates } from './push-order'

export interface PushView {
  id: string
  target: 'hub' | 's3'
  /** `owner/name` or `s3://bucket/folder/` */
  place: string
  state: PushState
  /** Bytes that have arrived, and all. */
  written: number
  total: number
  /** Where it can be seen in a browser; null for object stores. */
  url: string | null
  error: string | null
  createdAt: string
  finishedAt: string | null
}

/** Newest first. */
export async function listPushes(actor: Actor, exportId: string): Promise<PushView[]> {
  await assertCan(actor, 'read-export', { exportId })
  const rows = await db.exportPush.findMany({
    where: { exportId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 20,
  })
  return rows.map(viewOf)
}

export interface PushTargets {
  /** The hub people may push to, as its host reads. */
  hub: string
  /** Beginnings of the addresses people may push to; none without an object store. */
  stores: string[]
}

/** What this installation can push to, for pages. No keys, and no address of the store. */
export function pushTargets(): PushTargets {
  const settings = objectStoreSettings()
  return { hub: new URL(hubUrl()).host, stores: settings === null ? [] : allowedPlaces(settings) }
}

/** Queued, but with a reason why it does not run: only its token is missing. */
function stateOf({ state, error }: ExportPush): PushState {
  if (state === 'queued' && error !== null) return 'waiting-for-token'
  return pushStates.find((known) => known === state) ?? 'failed'
}

function viewOf(row: ExportPush): PushView {
  const { id, place, written, total, error } = row
  const url = row.url !== null && /^https?:\/\//.test(row.url) ? row.url : null
  return {
    id,
    target: row.target === 'hub' ? 'hub' : 's3',
    place,
    state: stateOf(row),
    written,
    total,
    url,
    error,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}
