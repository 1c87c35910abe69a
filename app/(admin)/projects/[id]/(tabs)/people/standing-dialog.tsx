'use client'

import { useState } from 'react'
import { Notice } from '@/components/admin/notice'
import { useAction } from '@/components/admin/use-action'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { setStandingAction } from './actions'
import type { Decision, Labeler } from './standing-table'

const words = {
  paused: {
    title: 'Pause',
    act: 'Pause',
    consequence:
      'They get no new tasks here until you let them in again. What they have begun stays theirs, answers and drafts are kept. They are told that they are paused and whom to ask, not why.',
  },
  excluded: {
    title: 'Exclude',
    act: 'Exclude',
    consequence:
      'They get no new tasks here, and their answers leave agreement, aggregates and exports from now on. Nothing is deleted: let them in again and the answers count again.',
  },
  qualified: { title: 'Qualify', act: 'Qualify', consequence: 'They may do real work from now on.' },
} as const

/** Asks for the reason; the consequence stands above the button. */
export function StandingDialog({
  projectId,
  labeler,
  decision,
  onClose,
}: {
  projectId: string
  labeler: Labeler
  decision: Decision
  onClose(): void
}) {
  const [reason, setReason] = useState('')
  const { run, isSending, refusal } = useAction(setStandingAction, onClose)
  const { title, act, consequence } = words[decision]
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={`${title} ${labeler.name}?`}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant={decision === 'excluded' ? 'danger' : 'ink'}
            waiting={isSending}
            onPress={() => void run({ projectId, labelerId: labeler.labelerId, standing: { state: decision, reason } })}
          >
            {act}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p>{consequence}</p>
        <Field
          label="Reason"
          hint="For the managers of this project, and the log."
          value={reason}
          onChange={setReason}
        />
        {refusal ? <Notice tone="danger">{refusal.message}</Notice> : null}
      </div>
    </Dialog>
  )
}
