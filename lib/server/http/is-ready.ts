import 'server-only'
import { db } from '@/lib/server/db/db'
import { log } from './log'

let complained = false

/** Whether the database answers. The reason is logged once, not told to strangers. */
export async function isReady(): Promise<boolean> {
  try {
    await db.setting.count()
    complained = false
    return true
  } catch (error) {
    if (!complained) log.error({ err: error }, 'the database does not answer')
    complained = true
    return false
  }
}
