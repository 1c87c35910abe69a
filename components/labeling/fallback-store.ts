import { type DeviceStore, memoryStore } from './device-store'

/**
 * The store of this browser, with a memory beside it for what the browser will not keep: the disk is full, its data were cleared under the page, the
 * connection is gone. Such work lives as long as the page and is sent all the same; `onTrouble` hears of it, so that the page can say so.
 */
export function withFallback(lasting: DeviceStore, onTrouble: () => void): DeviceStore {
  const memory = memoryStore()
  const attempt = async <T>(work: () => Promise<T>, otherwise: () => T | Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
      onTrouble()
      return otherwise()
    }
  }
  return {
    owners: async () => [
      ...new Set([
        ...(await attempt(
          () => lasting.owners(),
          () => [],
        )),
        ...(await memory.owners()),
      ]),
    ],
    entries: async (userId) => {
      const kept = await attempt(
        () => lasting.entries(userId),
        () => [],
      )
      return newestOfEach(kept, await memory.entries(userId)).sort((a, b) => a.queuedAt - b.queuedAt)
    },
    putEntry: (entry) =>
      attempt(
        async () => {
          await lasting.putEntry(entry)
          await memory.removeEntry(entry.assignmentId)
        },
        () => memory.putEntry(entry),
      ),
    hasEntry: async (assignmentId) =>
      (await memory.hasEntry(assignmentId)) ||
      // Not known to be sent: it is sent again, which the server takes as once.
      (await attempt(
        () => lasting.hasEntry(assignmentId),
        () => true,
      )),
    removeEntry: async (assignmentId) => {
      await memory.removeEntry(assignmentId)
      await attempt(
        () => lasting.removeEntry(assignmentId),
        () => undefined,
      )
    },
    drafts: async (userId) => {
      const kept = await attempt(
        () => lasting.drafts(userId),
        () => [],
      )
      return newestOfEach(kept, await memory.drafts(userId))
    },
    putDraft: (draft) =>
      attempt(
        async () => {
          await lasting.putDraft(draft)
          await memory.removeDraft(draft.assignmentId)
        },
        () => memory.putDraft(draft),
      ),
    removeDraft: async (assignmentId) => {
      await memory.removeDraft(assignmentId)
      await attempt(
        () => lasting.removeDraft(assignmentId),
        () => undefined,
      )
    },
  }
}

/** What is in memory is what could not be written over an older one. */
function newestOfEach<Kept extends { assignmentId: string }>(kept: Kept[], inMemory: Kept[]): Kept[] {
  const newer = new Set(inMemory.map(({ assignmentId }) => assignmentId))
  return [...kept.filter(({ assignmentId }) => !newer.has(assignmentId)), ...inMemory]
}
