import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { type DeviceStore, type LocalDraft, memoryStore, type OutboxEntry } from './device-store'
import { withFallback } from './fallback-store'

interface LabelingDatabase extends DBSchema {
  entries: { key: string; value: OutboxEntry; indexes: { userId: string } }
  drafts: { key: string; value: LocalDraft; indexes: { userId: string } }
}

export interface OpenedStore {
  store: DeviceStore
  /** False where the browser keeps nothing (private windows of some browsers, storage refused): the page says so. */
  lasting: boolean
  /** Calls back once the browser stops keeping what it is given. */
  onTrouble(listener: () => void): void
}

let opened: Promise<OpenedStore> | null = null

/** The store of this browser, opened once a page. */
export function openDeviceStore(): Promise<OpenedStore> {
  opened ??= openIndexedDb()
  return opened
}

/** Answers that wait on this device, of anyone who signs in here. */
export async function countWaiting(): Promise<number> {
  const { store } = await openDeviceStore()
  const owners = await store.owners()
  const entries = await Promise.all(owners.map((owner) => store.entries(owner)))
  return entries.flat().length
}

async function openIndexedDb(): Promise<OpenedStore> {
  const nothingLasts: OpenedStore = { store: memoryStore(), lasting: false, onTrouble: () => undefined }
  if (!('indexedDB' in globalThis)) return nothingLasts
  try {
    const listeners = new Set<() => void>()
    const onTrouble = () => {
      for (const listener of listeners) listener()
    }
    const store = withFallback(storeIn(await openLabelingDatabase()), onTrouble)
    return { store, lasting: true, onTrouble: (listener) => void listeners.add(listener) }
  } catch (error) {
    if (error instanceof DOMException) return nothingLasts
    throw error
  }
}

let database: Promise<IDBPDatabase<LabelingDatabase>> | null = null

function openLabelingDatabase(): Promise<IDBPDatabase<LabelingDatabase>> {
  database ??= openDB<LabelingDatabase>('concord', 1, {
    upgrade(db) {
      db.createObjectStore('entries', { keyPath: 'assignmentId' }).createIndex('userId', 'userId')
      db.createObjectStore('drafts', { keyPath: 'assignmentId' }).createIndex('userId', 'userId')
    },
  })
  return database
}

function storeIn(db: IDBPDatabase<LabelingDatabase>): DeviceStore {
  return {
    owners: async () => [...new Set((await db.getAll('entries')).map(({ userId }) => userId))],
    entries: async (userId) =>
      (await db.getAllFromIndex('entries', 'userId', userId)).sort((a, b) => a.queuedAt - b.queuedAt),
    putEntry: async (entry) => {
      const write = db.transaction('entries', 'readwrite', { durability: 'strict' })
      await Promise.all([write.store.put(entry), write.done])
    },
    hasEntry: async (assignmentId) => (await db.getKey('entries', assignmentId)) !== undefined,
    removeEntry: (assignmentId) => db.delete('entries', assignmentId),
    drafts: (userId) => db.getAllFromIndex('drafts', 'userId', userId),
    putDraft: async (draft) => {
      await db.put('drafts', draft)
    },
    removeDraft: (assignmentId) => db.delete('drafts', assignmentId),
  }
}
