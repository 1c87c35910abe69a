'use client'

import { HardDrive, Layers2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { DraftState } from './draft-keeper'

/** A line above the task where two texts exist, or where this browser keeps nothing. */
export function DraftNotice({
  draft,
  lasting,
  onTake,
}: {
  draft: DraftState
  lasting: boolean
  onTake(which: 'theirs' | 'mine'): void
}) {
  const icon = { 'aria-hidden': true, className: 'size-4 shrink-0 text-warn-text', strokeWidth: 1.75 } as const
  if (draft.is === 'elsewhere')
    return (
      <div
        role="alert"
        className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-warn-line border-b bg-warn-soft px-4 py-2"
      >
        <Layers2 {...icon} />
        <span className="min-w-0 flex-1">This task was changed in another window. Both texts are kept.</span>
        <Button size="small" onPress={() => onTake('theirs')}>
          Use the other one
        </Button>
        <Button size="small" onPress={() => onTake('mine')}>
          Keep this one
        </Button>
      </div>
    )
  if (lasting) return null
  return (
    <p className="flex items-center gap-3 border-warn-line border-b bg-warn-soft px-4 py-2">
      <HardDrive {...icon} />
      This browser keeps nothing between visits. Answers are kept until this tab closes; stay until the pill says Saved.
    </p>
  )
}
