'use client'

import { useState } from 'react'
import { Notice } from '@/components/admin/notice'
import { countOf } from '@/components/admin/numbers'
import { useAction } from '@/components/admin/use-action'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { createBatchAction, updateBatchAction } from '../batch-actions'
import { type BatchDraft, BatchFields, batchBody, type Person } from './batch-fields'
import { FilePanel } from './file-panel'
import { ImportDone } from './import-done'
import { useImport } from './use-import'

/** Choices on one side, the truth about the file on the other; the button says how many tasks it will make. */
export function ImportForm({
  projectId,
  existing,
  defaultOverlap,
  people,
  example,
}: {
  projectId: string
  /** A batch that is to get more tasks; null for a new one. */
  existing: { id: string; name: string; overlap: number } | null
  defaultOverlap: number
  people: readonly Person[]
  /** A line of this project's type. */
  example: string
}) {
  const [draft, setDraft] = useState<BatchDraft>({
    name: '',
    overlap: defaultOverlap,
    priority: '0',
    deadline: '',
    order: 'random',
    labelers: null,
  })
  // The batch an import of this page has made: a second try goes into it instead of leaving an empty one behind.
  const [made, setMade] = useState<string | null>(null)
  const work = useImport(projectId)
  const { state, file } = work
  const create = useAction(createBatchAction, ({ id }) => {
    setMade(id)
    void work.importInto(id)
  })
  const update = useAction(updateBatchAction, () => {
    if (made !== null) void work.importInto(made)
  })
  const again = () => {
    setMade(null)
    setDraft({ ...draft, name: '' })
    work.again()
  }
  if (state.is === 'done') {
    return <ImportDone projectId={projectId} report={state.report} onAgain={again} />
  }
  const ready = state.is === 'checked' && state.report.imported > 0 ? state.report : null
  const named = { ...draft, name: draft.name.trim() === '' ? nameFrom(file) : draft.name }
  const start = () => {
    if (existing !== null) return work.importInto(existing.id)
    const { order, labelers, ...rest } = batchBody(named)
    if (made !== null) return update.run({ id: made, change: { ...rest, labelers: labelers ?? null } })
    return create.run({ projectId, batch: batchBody(named) })
  }
  const underWay = state.is === 'sending' && state.what === 'import' ? state.report : null
  const counted = ready ?? underWay
  const sending = state.is === 'sending' || create.isSending || update.isSending
  const refusal = create.refusal ?? update.refusal
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
            errorOf={(field) => create.errorOf(field) ?? update.errorOf(field)}
          />
        ) : (
          <p>
            Into <b className="font-semibold">{existing.name}</b>, {countOf(existing.overlap, 'answer')} per task.
          </p>
        )}
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
            ? 'Choose a file with good lines first. Tasks are made only when you import.'
            : `All or nothing: if the import stops, none of its tasks remain.${counted.rejectedCount > 0 ? ` ${countOf(counted.rejectedCount, 'line')} will be left out.` : ''}`}
        </p>
      </form>
      <FilePanel work={work} example={example} />
    </div>
  )
}

/** `reviews-2026-11.jsonl` → 'reviews 2026 11': a first name for the batch. */
function nameFrom(file: File | null): string {
  if (file === null) return ''
  return file.name.replace(/\.[a-z]+$/i, '').replaceAll(/[-_]+/g, ' ')
}
