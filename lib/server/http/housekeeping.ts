import 'server-only'
import { sweepAttempts } from '@/lib/server/auth/attempt-limit'
import { sweepSessions } from '@/lib/server/auth/sessions'
import { finishFollowUps } from '@/lib/server/batches/follow-up'
import { settleAll } from '@/lib/server/outcomes/settle-chore'
import { sweepLeases } from '@/lib/server/queue/lease'
import { recordPoints } from '@/lib/server/trends/record-points'
import { log } from './log'

interface Chore {
  name: string
  everyMs: number
  run(): Promise<unknown>
}

const hourMs = 60 * 60 * 1000

const chores: Chore[] = [
  { name: 'give back tasks whose lease is over', everyMs: 5_000, run: sweepLeases },
  { name: 'settle what follows from new answers', everyMs: 2_000, run: settleAll },
  { name: 'write down where agreement stands', everyMs: 15_000, run: recordPoints },
  { name: 'finish changes of batches that were cut short', everyMs: 60_000, run: finishFollowUps },
  { name: 'forget old sign-in attempts', everyMs: hourMs, run: sweepAttempts },
  { name: 'forget ended sessions', everyMs: hourMs, run: sweepSessions },
]

/** Small jobs of this one process. Each waits for its last run; a failure is logged and tried again. Returns how to stop them, which waits for what runs. */
export function startHousekeeping(): () => Promise<void> {
  const timers: NodeJS.Timeout[] = []
  const running = new Set<Promise<void>>()
  for (const chore of chores) {
    let busy = false
    const timer = setInterval(() => {
      if (busy) return
      busy = true
      const work = attempt(chore).finally(() => {
        busy = false
        running.delete(work)
      })
      running.add(work)
    }, chore.everyMs)
    timers.push(timer.unref())
  }
  return async () => {
    for (const timer of timers) clearInterval(timer)
    await Promise.all(running)
  }
}

async function attempt({ name, run }: Chore): Promise<void> {
  try {
    await run()
  } catch (error) {
    log.error({ err: error, chore: name }, 'a chore failed; it will be tried again')
  }
}
