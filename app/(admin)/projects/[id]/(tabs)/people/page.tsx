import type { Metadata } from 'next'
import { Page } from '@/components/admin/card'
import { assertCan } from '@/lib/server/access/assert-can'
import { readQualityPolicy } from '@/lib/server/standing/quality-policy'
import { listStandings } from '@/lib/server/standing/set-standing'
import { load } from '../../../../load'
import { QualityPolicyForm } from './quality-policy-form'
import { StandingTable } from './standing-table'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { labelers, policy } = await load(async (actor) => {
    await assertCan(actor, 'exclude-labeler', { projectId: id })
    return { labelers: await listStandings(actor, id), policy: await readQualityPolicy(actor, id) }
  })
  return (
    <Page className="flex-1">
      <StandingTable projectId={id} labelers={labelers} mark={policy.pause?.below ?? policy.qualify?.score ?? null} />
      <QualityPolicyForm projectId={id} policy={policy} />
    </Page>
  )
}
