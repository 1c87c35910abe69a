import { ScrollText } from 'lucide-react'
import type { Metadata } from 'next'
import { Card, Page } from '@/components/admin/card'
import { TopBar } from '@/components/admin/top-bar'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/states'
import { listAudit } from '@/lib/server/audit/read-audit'
import { listProjects } from '@/lib/server/projects/projects'
import { listUsers } from '@/lib/server/users/users'
import { load } from '../load'
import { AuditDays } from './audit-days'
import { auditSentence } from './audit-sentence'
import { VerifyButton } from './verify-button'

export const metadata: Metadata = { title: 'Audit log' }

/** Actors that are no person, as they are called here. */
const machines: Record<string, string> = { system: 'Concord', anonymous: 'Someone with a link' }

type Props = { searchParams: Promise<{ before?: string | string[] }> }

export default async function AuditPage({ searchParams }: Props) {
  const { before } = await searchParams
  const from = typeof before === 'string' && /^\d{1,15}$/.test(before) ? Number(before) : undefined
  const { log, projects, people } = await load(async (actor) => ({
    log: await listAudit(actor, from === undefined ? {} : { before: from }),
    projects: await listProjects(actor),
    people: await listUsers(actor),
  }))
  const names = new Map([...projects, ...people].map(({ id, name }) => [id, name]))
  const rows = log.events.map((event) => ({
    seq: event.seq,
    at: event.at,
    who: machines[event.actorName] ?? event.actorName,
    via: event.actor.startsWith('token:') ? 'by API token' : null,
    ...auditSentence(event, names),
    detail: event.detail,
    hash: event.hash,
  }))
  return (
    <>
      <TopBar crumbs={['Audit log']} />
      <Page title="Audit log" aside={<VerifyButton />} className="flex-1">
        <Card>
          {rows.length === 0 ? (
            <EmptyState
              icon={<ScrollText aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
              title="Nothing older"
            >
              Everything that was done stands on the newer pages.
            </EmptyState>
          ) : (
            <AuditDays rows={rows} />
          )}
        </Card>
        <div className="flex items-center justify-between gap-3">
          <p className="text-faint text-xs">
            Entries are only ever added, each sealed with the hash of the one before.
          </p>
          <span className="flex gap-2">
            {from === undefined ? null : <ButtonLink href="/audit">Newest</ButtonLink>}
            {log.next === null ? null : <ButtonLink href={`/audit?before=${log.next}`}>Older</ButtonLink>}
          </span>
        </div>
      </Page>
    </>
  )
}
