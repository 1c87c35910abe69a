import { Inbox, Upload } from 'lucide-react'
import type { Metadata } from 'next'
import { Card, Page } from '@/components/admin/card'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/states'
import { can } from '@/lib/server/access/assert-can'
import { load } from '../../../../load'
import { batchesOf } from '../../../../project-agreement'
import { BatchTable } from './batch-table'

export const metadata: Metadata = { title: 'Batches' }

const icon = { 'aria-hidden': true, className: 'size-4', strokeWidth: 1.75 } as const

export default async function BatchesPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { batches, mayChange, mayImport } = await load(async (actor) => ({
    batches: await batchesOf(id),
    mayChange: await can(actor, 'update-batch', { projectId: id }),
    mayImport: await can(actor, 'import-tasks', { projectId: id }),
  }))
  const importLink = mayImport ? (
    <ButtonLink href={`/projects/${id}/import`} icon={<Upload {...icon} />} size="small">
      Import a batch
    </ButtonLink>
  ) : null
  return (
    <Page className="flex-1">
      <Card title="Batches" aside={importLink}>
        {batches.length === 0 ? (
          <EmptyState icon={<Inbox {...icon} />} title="No batches yet" className="border-line border-t">
            Bring tasks in as JSONL, JSON, CSV, or a zip with its media.
          </EmptyState>
        ) : (
          <BatchTable projectId={id} batches={batches} mayChange={mayChange} />
        )}
      </Card>
      <p className="text-faint text-xs">
        Higher priority is handed out first, then the earlier deadline. How many people label a task may be changed
        while they work: more places open, or no new ones are given.
      </p>
    </Page>
  )
}
