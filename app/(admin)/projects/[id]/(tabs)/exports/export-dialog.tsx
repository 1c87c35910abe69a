'use client'

import { Package } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Notice } from '@/components/admin/notice'
import { useAction } from '@/components/admin/use-action'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Dialog } from '@/components/ui/dialog'
import { createExportAction } from '../../../../exports/actions'
import { AnswersSection } from './answers-section'
import { firstChoices, type Offer, optionsOf } from './choices'
import { ExportPreview } from './export-preview'
import { FormatSection } from './format-section'
import { PrivacySection } from './privacy-section'
import { RowsSection } from './rows-section'
import { SplitSection } from './split-section'
import { usePreview } from './use-preview'

/** Format and choices on one side; on the other what they give, at once. */
export function ExportDialog({
  projectId,
  projectName,
  offer,
  isOpen,
}: {
  projectId: string
  projectName: string
  offer: Offer
  isOpen: boolean
}) {
  const router = useRouter()
  const [choices, setChoices] = useState(() => firstChoices(offer))
  const set = (change: Partial<typeof choices>) => setChoices((now) => ({ ...now, ...change }))
  const here = `/projects/${projectId}/exports`
  const { run, isSending, refusal } = useAction(createExportAction, () => router.push(here))
  const format = offer.formats.find(({ id }) => id === choices.format)
  const options = optionsOf(choices)
  const { state, isFresh } = usePreview(projectId, options, isOpen)
  const isRefused = state.is === 'refused' && isFresh
  const errorOf = (field: string) =>
    state.is === 'refused' && state.field?.split('.')[0] === field ? state.message : undefined
  const send = () => {
    if (!isRefused) void run({ projectId, options })
  }
  useSendKey(isOpen, send)
  const section = { offer, choices, set, errorOf }
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
        width={1120}
        title="Export"
        header={<span className="min-w-0 truncate text-muted">{projectName}</span>}
        footer={
          <>
            <span className="me-auto text-muted text-xs">A manifest with the sha256 of each file comes along.</span>
            <ButtonLink href={here}>Cancel</ButtonLink>
            <Button variant="ink" waiting={isSending} isDisabled={isRefused} keys="mod+enter" onPress={send}>
              {format === undefined ? 'Export' : `Export as ${format.label}`}
            </Button>
          </>
        }
      >
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,27rem)_minmax(0,1fr)]">
          <div className="flex min-w-0 flex-col">
            <FormatSection offer={offer} choices={choices} set={set} />
            <AnswersSection {...section} />
            <RowsSection {...section} />
            <SplitSection {...section} />
            <PrivacySection {...section} />
            {refusal ? <Notice tone="danger">{refusal.message}</Notice> : null}
          </div>
          <ExportPreview state={state} isFresh={isFresh} description={format?.description ?? ''} />
        </div>
      </Dialog>
    </>
  )
}

/** Ctrl or ⌘ and Enter, wherever the focus is in the dialog. */
function useSendKey(isOpen: boolean, send: () => void): void {
  useEffect(() => {
    if (!isOpen) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return
      event.preventDefault()
      send()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}
