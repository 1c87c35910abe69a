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
import { BatchRulesFields, type RulesDraft } from './batch-rules'
import type { BatchRow } from './batch-table'

/** What may still change about a batch while people work on it. */
export function BatchDialog({ batch, onClose }: { batch: BatchRow; onClose(): void }) {
  const [name, setName] = useState(batch.name)
  const [priority, setPriority] = useState(batch.priority)
  const [overlap, setOverlap] = useState(batch.overlap)
  const [deadline, setDeadline] = useState(dayOf(batch.deadline))
  const [rules, setRules] = useState(rulesOf(batch))
  const { run, isSending, errorOf, errorBeside } = useAction(updateBatchAction, onClose)
  const save = () =>
    run({
      id: batch.id,
      change: {
        name,
        priority,
        ...(overlap === batch.overlap ? {} : { overlap }),
        ...rulesChanged(rulesOf(batch), rules),
        ...(deadline === dayOf(batch.deadline) ? {} : { deadline: endOfDay(deadline) }),
      },
    })
  const refusal = errorBeside(['change.name', 'change.deadline', 'kind', 'adaptive', 'change.goldRate'])
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
          hint={overlapWords(batch, overlap)}
          minValue={1}
          maxValue={20}
          value={overlap}
          onChange={setOverlap}
        />
        <BatchRulesFields rules={rules} overlap={overlap} onChange={setRules} errorOf={errorOf} />
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

function overlapWords({ overlap, progress }: BatchRow, wanted: number): string {
  if (progress.tasks === 0 || wanted === overlap) return ''
  if (wanted > overlap)
    return `${(wanted - overlap) * progress.tasks} more answers are asked for, finished tasks open again.`
  return 'What was given, and what people hold at the moment, is kept. Nobody new gets the rest.'
}

function rulesOf({ kind, goldRate, adaptive }: BatchRow): RulesDraft {
  return {
    kind,
    goldPercent: Math.round(goldRate * 100),
    adaptive: adaptive && { percent: Math.round(adaptive.certainty * 100), cap: adaptive.cap },
  }
}

/** Only what was changed, so that a rule nobody touched is not applied anew. */
function rulesChanged(before: RulesDraft, { kind, goldPercent, adaptive }: RulesDraft) {
  return {
    ...(kind === before.kind ? {} : { kind }),
    ...(goldPercent === before.goldPercent ? {} : { goldRate: goldPercent / 100 }),
    ...(JSON.stringify(adaptive) === JSON.stringify(before.adaptive)
      ? {}
      : { adaptive: adaptive && { certainty: adaptive.percent / 100, cap: adaptive.cap } }),
  }
}
