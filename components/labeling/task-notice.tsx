'use client'

import { CornerUpLeft, Lightbulb } from 'lucide-react'
import type { OpenAssignment } from './assignment'

const icon = { 'aria-hidden': true, className: 'size-4 shrink-0', strokeWidth: 1.75 } as const

/** A line above the task that says where it comes from, when that matters for the answer. */
export function TaskNotice({ task }: { task: OpenAssignment | null }) {
  if (task?.sentBack)
    return (
      <p className="flex items-center gap-3 border-warn-line border-b bg-warn-soft px-4 py-2">
        <CornerUpLeft {...icon} />
        <span className="min-w-0">
          A reviewer sent this answer back:{' '}
          <span dir="auto" className="font-medium">
            {task.sentBack}
          </span>
        </span>
      </p>
    )
  if (!task?.suggested) return null
  return (
    <p className="flex items-center gap-3 border-line border-b bg-sunken px-4 py-2 text-muted">
      <Lightbulb {...icon} />
      This starts from a suggestion that came with the task. Check all of it before you submit.
    </p>
  )
}
