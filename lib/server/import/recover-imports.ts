import 'server-only'
import { clearIncoming } from '../media/media-store'
import { settleAbandoned } from './import-record'

/** For the start of the server: what was being read when it stopped is removed, what had been read is finished. */
export async function recoverImports(): Promise<{ undone: number; finished: number }> {
  const settled = await settleAbandoned()
  await clearIncoming()
  return settled
}
