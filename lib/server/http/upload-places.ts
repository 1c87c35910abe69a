import 'server-only'
import { AppError } from '@/lib/core/errors'

const mostPerPerson = 4
const mostTogether = 32
const busy = new Map<string, number>()

/** Uploads hold a connection, a disk and a reader for long. A few at a time each, so that nobody's many keep others out. */
export async function inUploadPlace<Value>(person: string, work: () => Promise<Value>): Promise<Value> {
  const own = busy.get(person) ?? 0
  const together = [...busy.values()].reduce((sum, count) => sum + count, 0)
  if (own >= mostPerPerson || together >= mostTogether) {
    const whose = own >= mostPerPerson ? `${own} of your uploads are` : 'Many uploads are'
    throw new AppError('too-many', `${whose} under way. Wait for one to finish, then send this one again.`, {
      detail: { retryAfterSeconds: 10 },
    })
  }
  busy.set(person, own + 1)
  try {
    return await work()
  } finally {
    const left = (busy.get(person) ?? 1) - 1
    if (left > 0) busy.set(person, left)
    else busy.delete(person)
  }
}
