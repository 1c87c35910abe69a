import { browserPorts } from './browser-ports'
import type { LabelingApi } from './labeling-api'
import { Outbox } from './outbox'
import { deliver } from './outbox-entry'

/** Goes on sending what earlier visits left on this device under one name, until it is stopped. `api` takes the queue's place. */
export function keepSending(owner: string, api: LabelingApi | null = null): { stop(): void } {
  let outbox: Outbox | null = null
  let stopped = false
  const open = async () => {
    const ports = await browserPorts(owner, { projectId: '' })
    if (stopped) return
    outbox = new Outbox({
      ...ports,
      send: (entry) => deliver(api ?? ports.api, entry, 0),
      onAccepted: () => undefined,
      onRefused: () => undefined,
    })
    await outbox.start()
  }
  const online = () => outbox?.kick()
  void open()
  window.addEventListener('online', online)
  return {
    stop: () => {
      stopped = true
      outbox?.stop()
      window.removeEventListener('online', online)
    },
  }
}
