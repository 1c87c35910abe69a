import { type OpenedStore, openDeviceStore } from './indexed-db-store'
import { labelingApi, type QueueScope, sendAs } from './labeling-api'
import type { SessionPorts } from './session-view'

/** What a labeling session needs from the browser: its storage, its clock, its network, one sender among its tabs. */
export async function browserPorts(
  userId: string,
  scope: QueueScope,
): Promise<SessionPorts & Pick<OpenedStore, 'lasting' | 'onTrouble'>> {
  const { store, lasting, onTrouble } = await openDeviceStore()
  return {
    userId,
    store,
    lasting,
    onTrouble,
    api: labelingApi(scope, sendAs(personOf(userId))),
    now: () => Date.now(),
    schedule: (run, delayMs) => {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
    exclusively: async (name, run) => ('locks' in navigator ? await navigator.locks.request(name, run) : await run()),
  }
}

/** Behind the person may stand what of theirs is kept apart, as reviews are. */
function personOf(owner: string): string {
  return owner.split('/')[0] ?? owner
}
