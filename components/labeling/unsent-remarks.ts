import { isRecord } from './assignment'
import { objectIn } from './json-in'

/** Words about a task that were typed and not sent. */
export interface UnsentRemarks {
  flag?: string
  note?: string
}

const storageKey = 'concord.remarks'
/** Tasks whose words are kept; the oldest go first. */
const mostKept = 40

/** What this device keeps of words typed about a task, so that a reload loses none. */
export function readUnsent(assignmentId: string): UnsentRemarks {
  return all()[assignmentId] ?? {}
}

export function keepUnsent(assignmentId: string, remarks: UnsentRemarks): void {
  const { [assignmentId]: _, ...others } = all()
  const isEmpty = remarks.flag === undefined && remarks.note === undefined
  const kept = Object.entries(others).slice(isEmpty ? -mostKept : 1 - mostKept)
  write(Object.fromEntries(isEmpty ? kept : [...kept, [assignmentId, remarks]]))
}

function all(): Record<string, UnsentRemarks> {
  const stored = objectIn(localStorage.getItem(storageKey)) ?? {}
  return Object.fromEntries(
    Object.entries(stored).flatMap(([id, words]) => {
      if (!isRecord(words)) return []
      const { flag, note } = words
      return [
        [id, { ...(typeof flag === 'string' ? { flag } : {}), ...(typeof note === 'string' ? { note } : {}) }] as const,
      ]
    }),
  )
}

function write(remarks: Record<string, UnsentRemarks>): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(remarks))
  } catch (error) {
    // A full disk: the words stay on the page as long as it lives.
    if (!(error instanceof DOMException)) throw error
  }
}
