'use client'

import { useState } from 'react'
import { Notice } from '@/components/admin/notice'
import { useAction } from '@/components/admin/use-action'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { NumberField } from '@/components/ui/number-field'
import { updateBatchAction } from '../../batch-actions'
import { endOfDay } from '../../import/batch-fields'
import type { BatchRow } from './batch-table'

/** What may still change about a batch while people work on it. */
export function BatchDialog({ batch, onClose }: { batch: BatchRow; onClose(): void }) {
  const [name, setName] = useState(batch.name)
  const [priority, setPriority] = useState(batch.priority)
  const [overlap, setOverlap] = useState(batch.overlap)
  const [deadline, setDeadline] = useState(dayOf(batch.deadline))
  const { run, isSending, errorOf, errorBeside } = useAction(updateBatchAction, onClose)
  const hasTasks = batch.progress.tasks > 0
  const save = () =>
    run({
      id: batch.id,
      change: {
        name,
        priority,
        ...(hasTasks ? {} : { overlap }),
        ...(deadline === dayOf(batch.deadline) ? {} : { deadline: endOfDay(deadline) }),
      },
    })
  const refusal = errorBeside(['change.name', 'overlap', 'change.deadline'])
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={`Change ${batch.name}`}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="ink" waiting={isSending} onPress={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label="Name" value={name} onChange={setName} isRequired error={errorOf('change.name')} />
        <NumberField
          label="Priority"
          hint="Higher is handed out first; 0 is normal."
          minValue={-1000}
          maxValue={1000}
          value={priority}
          onChange={setPriority}
        />
        <Field
          label="Deadline"
          type="date"
          value={deadline}
          onChange={setDeadline}
          hint="Empty: none."
          error={errorOf('change.deadline')}
        />
        <NumberField
          label="Answers per task"
          hint={hasTasks ? 'Fixed, because the batch has tasks.' : ''}
          minValue={1}
          maxValue={20}
          isDisabled={hasTasks}
          value={overlap}
          onChange={setOverlap}
          error={errorOf('overlap')}
        />
        {refusal ? <Notice tone="danger">{refusal}</Notice> : null}
      </div>
    </Dialog>
  )
}

/** `2026-12-18`, the day where the reader is. */
function dayOf(deadline: string | null): string {
  if (deadline === null) return ''
  const date = new Date(deadline)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
