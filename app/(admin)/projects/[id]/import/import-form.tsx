'use client'

import { useState } from 'react'
import { Notice } from '@/components/admin/notice'
import { countOf } from '@/components/admin/numbers'
import { useAction } from '@/components/admin/use-action'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { createBatchAction } from '../batch-actions'
import { AnswersChoice } from './answers-choice'
import { type BatchDraft, BatchFields, batchBody, type Person } from './batch-fields'
import { FilePanel, type FormatChoice } from './file-panel'
import { ImportDone } from './import-done'
import { type AnswerUse, reportFor } from './import-reply'
import { useImport } from './use-import'
import { useLeaveGuard } from './use-leave-guard'

/** Choices on one side, the truth about the file on the other; the button says how many tasks it will make. */
export function ImportForm({
  projectId,
  existing,
  defaultOverlap,
  people,
  formats,
  example,
}: {
  projectId: string
  /** A batch that is to get more tasks; null for a new one. */
  existing: { id: string; name: string; overlap: number } | null
  defaultOverlap: number
  people: readonly Person[]
  /** What files of this project's type may be read as. */
  formats: readonly FormatChoice[]
  /** A line of this project's type. */
  example: string
}) {
  const [answerUse, setAnswerUse] = useState<AnswerUse | null>(null)
  const [draft, setDraft] = useState<BatchDraft>({
    name: '',
    overlap: defaultOverlap,
    priority: '0',
    deadline: '',
    order: 'random',
    labelers: null,
  })
  const work = useImport(projectId)
  const { state, file } = work
  const use = answerUse
  const create = useAction(createBatchAction, ({ id }) => void work.importInto(id, use, true))
  useLeaveGuard(create.isSending || (state.is === 'sending' && state.what !== 'check'))
  const again = () => {
    setAnswerUse(null)
    setDraft({ ...draft, name: '' })
    work.again()
  }
  if (state.is === 'done') {
    return <ImportDone projectId={projectId} report={state.report} onAgain={again} />
  }
  const checked = state.is === 'checked' ? state.report : null
  const brought = checked === null || checked.answers.tasks === 0 ? null : checked.answers
  const found = checked === null ? null : reportFor(checked, use)
  const ready = found !== null && found.imported > 0 && (brought === null || use !== null) ? found : null
  const named = { ...draft, name: draft.name.trim() === '' ? nameFrom(file) : draft.name }
  const start = () => {
    if (existing !== null) return work.importInto(existing.id, use, false)
    return create.run({ projectId, batch: batchBody(named) })
  }
  const underWay = state.is === 'sending' && state.what === 'import' ? state.report : null
  const counted = ready ?? underWay
  const sending = state.is === 'sending' || create.isSending
  const { refusal } = create
  return (
    <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,21rem)_minmax(0,1fr)]">
      <form
        className="flex min-w-0 flex-col gap-5 max-xl:order-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready !== null && !sending) void start()
        }}
      >
        {existing === null ? (
          <BatchFields
            draft={named}
            onChange={setDraft}
            people={people}
            tasks={counted?.imported ?? null}
            errorOf={create.errorOf}
          />
        ) : (
          <p>
            Into <b className="font-semibold">{existing.name}</b>, {countOf(existing.overlap, 'answer')} per task.
          </p>
        )}
        {brought === null ? null : <AnswersChoice answers={brought} value={use} onChange={setAnswerUse} />}
        {refusal !== null && refusal.field === null ? <Notice tone="danger">{refusal.message}</Notice> : null}
        <div className="flex flex-wrap items-center gap-2 border-line border-t pt-5 max-sm:*:flex-1">
          <Button type="submit" variant="ink" size="large" isDisabled={ready === null || sending} waiting={sending}>
            {counted === null ? 'Import' : `Import ${countOf(counted.imported, 'task')}`}
          </Button>
          <ButtonLink href={`/projects/${projectId}`} variant="ghost" size="large">
            Cancel
          </ButtonLink>
        </div>
        <p className="text-faint text-xs">
          {counted === null
            ? waitingFor(brought !== null && use === null)
            : `All or nothing: if the import stops, none of its tasks remain.${counted.rejectedCount > 0 ? ` ${countOf(counted.rejectedCount, 'line')} will be left out.` : ''}`}
        </p>
      </form>
      <FilePanel work={work} report={found} formats={formats} example={example} />
    </div>
  )
}

function waitingFor(choice: boolean): string {
  if (choice) return 'Say what becomes of the answers in the file. Tasks are made only when you import.'
  return 'Choose a file with good lines first. Tasks are made only when you import.'
}

/** `reviews-2026-11.jsonl` → 'reviews 2026 11': a first name for the batch. */
function nameFrom(file: File | null): string {
  if (file === null) return ''
  return file.name.replace(/\.[a-z]+$/i, '').replaceAll(/[-_]+/g, ' ')
}
