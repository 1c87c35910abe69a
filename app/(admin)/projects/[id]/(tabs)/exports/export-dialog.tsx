'use client'

import { Package } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Notice } from '@/components/admin/notice'
import { useAction } from '@/components/admin/use-action'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Dialog } from '@/components/ui/dialog'
import { createExportAction } from '../../../../exports/actions'
import { type BatchOption, ExportChoices, type FormatOption, firstChoices, optionsOf } from './export-choices'
import { ExportPreview } from './export-preview'

/** Format and choices on one side; on the other what they give, from the first tasks, at once. */
export function ExportDialog({
  projectId,
  projectName,
  formats,
  batches,
  mayName,
  isOpen,
}: {
  projectId: string
  projectName: string
  formats: readonly FormatOption[]
  batches: readonly BatchOption[]
  mayName: boolean
  isOpen: boolean
}) {
  const router = useRouter()
  const [choices, setChoices] = useState(() => firstChoices(formats))
  const here = `/projects/${projectId}/exports`
  const { run, isSending, refusal } = useAction(createExportAction, () => router.push(here))
  const format = formats.find(({ id }) => id === choices.format)
  const options = optionsOf(choices)
  return (
    <>
      <div className="flex justify-end">
        <ButtonLink href={`${here}?new=1`} icon={<Package aria-hidden="true" className="size-4" strokeWidth={1.75} />}>
          New export
        </ButtonLink>
      </div>
      <Dialog
        isOpen={isOpen}
        onOpenChange={() => router.push(here)}
        width={1040}
        title="Export"
        header={<span className="min-w-0 truncate text-muted">{projectName}</span>}
        footer={
          <>
            <span className="me-auto text-muted text-xs">A manifest with the sha256 of each file comes along.</span>
            <ButtonLink href={here}>Cancel</ButtonLink>
            <Button
              variant="ink"
              waiting={isSending}
              isDisabled={choices.batchIds?.length === 0}
              onPress={() => run({ projectId, options })}
            >
              {format === undefined ? 'Export' : `Export as ${format.label}`}
            </Button>
          </>
        }
      >
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,24rem)_minmax(0,1fr)]">
          <div className="flex min-w-0 flex-col gap-5">
            <ExportChoices
              formats={formats}
              batches={batches}
              mayName={mayName}
              choices={choices}
              onChange={setChoices}
            />
            {refusal ? <Notice tone="danger">{refusal.message}</Notice> : null}
          </div>
          <ExportPreview projectId={projectId} options={options} description={format?.description ?? ''} />
        </div>
      </Dialog>
    </>
  )
}
