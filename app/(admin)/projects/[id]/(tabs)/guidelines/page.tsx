import type { Metadata } from 'next'
import { Page } from '@/components/admin/card'
import { can } from '@/lib/server/access/assert-can'
import { listGuidelines } from '@/lib/server/projects/projects'
import { load } from '../../../../load'
import { GuidelinesVersions } from './guidelines-versions'

export const metadata: Metadata = { title: 'Guidelines' }

export default async function GuidelinesPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { versions, mayPublish } = await load(async (actor) => ({
    versions: await listGuidelines(actor, id),
    mayPublish: await can(actor, 'update-project', { projectId: id }),
  }))
  return (
    <Page className="flex-1">
      <GuidelinesVersions key={versions[0]?.version ?? 0} projectId={id} versions={versions} mayPublish={mayPublish} />
    </Page>
  )
}
