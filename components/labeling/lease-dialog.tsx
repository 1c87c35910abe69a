'use client'

import { Timer } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { CopyText } from '@/components/ui/copy-text'
import { Dialog } from '@/components/ui/dialog'
import { clockTime } from './outbox-list'

/** The only dialog that comes unasked: the task is someone else's now. It gives the text back at once. */
export function LeaseDialog({
  lost,
  text,
  onStay,
  onNext,
}: {
  lost: { reason: string; message: string; at: number } | null
  /** What the labeler had, to be copied. */
  text: string
  onStay(): void
  onNext(): void
}) {
  return (
    <Dialog
      isOpen={lost !== null}
      onOpenChange={(open) => {
        if (!open) onStay()
      }}
      role="alertdialog"
      title={
        <span className="flex items-center gap-3">
          <span className="flex size-9 items-center justify-center rounded-card bg-warn-soft text-warn-text">
            <Timer aria-hidden="true" className="size-4.5" strokeWidth={1.75} />
          </span>
          {lost ? titleOf(lost) : ''}
        </span>
      }
      footer={
        <>
          <Button onPress={onStay}>Stay and read</Button>
          <Button variant="ink" keys="enter" autoFocus onPress={onNext}>
            Next task
          </Button>
        </>
      }
    >
      <p className="mt-1 text-md text-muted">{lost?.message} Your text is kept on this device, word for word.</p>
      {text === '' ? null : (
        <div className="mt-4 flex items-center gap-2 rounded-card border border-line bg-sunken py-1.5 ps-3 pe-1.5">
          <span dir="auto" className="min-w-0 flex-1 truncate">
            {text}
          </span>
          <CopyText text={text} />
        </div>
      )}
    </Dialog>
  )
}

function titleOf({ reason, at }: { reason: string; at: number }): string {
  if (reason === 'lease-lost') return `This task went to someone else at ${clockTime(at)}`
  return 'This task is not open any more'
}
