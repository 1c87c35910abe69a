import { Scale } from 'lucide-react'
import type { Metadata } from 'next'
import { Card, Page } from '@/components/admin/card'
import { Moment } from '@/components/admin/moment'
import { TopBar } from '@/components/admin/top-bar'
import { RevealedList } from '@/components/review/revealed-list'
import { ButtonLink } from '@/components/ui/button-link'
import { Pill } from '@/components/ui/pill'
import { EmptyState } from '@/components/ui/states'
import { readProject } from '@/lib/server/projects/projects'
import { revealedTo, type SettledTask, settledTasks } from '@/lib/server/review/settled-tasks'
import { load } from '../../../load'

export const metadata: Metadata = { title: 'Settled by you' }

type Props = { params: Promise<{ projectId: string }>; searchParams: Promise<{ cursor?: string | string[] }> }

export default async function SettledPage({ params, searchParams }: Props) {
  const { projectId } = await params
  const { cursor } = await searchParams
  const { project, page, revealed } = await load(async (actor) => {
    const listed = await settledTasks(actor, projectId, {
      mine: true,
      cursor: typeof cursor === 'string' ? cursor : null,
    })
    const shown = new Map(
      await Promise.all(listed.items.map(async ({ taskId }) => [taskId, await revealedTo(actor, taskId)] as const)),
    )
    return { project: await readProject(actor, projectId), page: listed, revealed: shown }
  })
  return (
    <>
      <TopBar
        crumbs={[
          { label: 'Review', href: '/review' },
          { label: project.name, href: `/review/${projectId}` },
          'Settled by you',
        ]}
      />
      <Page className="flex-1">
        <h1>Settled by you</h1>
        <Card>
          {page.items.length === 0 ? (
            <EmptyState
              icon={<Scale aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
              title="Nothing settled yet"
              actions={<ButtonLink href={`/review/${projectId}`}>Review</ButtonLink>}
            >
              Your verdicts appear here, with whose answer was which.
            </EmptyState>
          ) : (
            <ul className="*:border-line *:border-t *:first:border-t-0">
              {page.items.map((item) => (
                <Settled key={item.taskId} item={item} projectId={projectId} revealed={revealed.get(item.taskId)} />
              ))}
            </ul>
          )}
        </Card>
        {page.next === null ? null : (
          <div>
            <ButtonLink href={`/review/${projectId}/settled?cursor=${encodeURIComponent(page.next)}`}>
              Next page
            </ButtonLink>
          </div>
        )}
      </Page>
    </>
  )
}

const hows: Record<string, string> = { accepted: 'accepted', merged: 'merged', anew: 'answered anew' }

function Settled({
  item,
  projectId,
  revealed,
}: {
  item: SettledTask
  projectId: string
  revealed: Awaited<ReturnType<typeof revealedTo>> | undefined
}) {
  return (
    <li className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="min-w-0">
        <p dir="auto" className="truncate font-medium" title={item.title}>
          {item.title}
        </p>
        <p className="wrap-anywhere mt-1 flex flex-wrap items-center gap-2">
          <Pill tone="success">{hows[item.how] ?? item.how}</Pill>
          <span dir="auto">{item.summary}</span>
        </p>
        {item.note === null ? null : (
          <p dir="auto" className="wrap-anywhere mt-1 text-muted">
            {item.note}
          </p>
        )}
        <p className="mt-1 flex flex-wrap items-center gap-x-3 text-muted text-xs">
          <Moment iso={item.decidedAt} as="full" />
          {item.revision > 1 ? <span>changed {item.revision - 1} times</span> : null}
          <ButtonLink href={`/review/${projectId}?task=${item.taskId}`} size="small" variant="ghost">
            Settle anew
          </ButtonLink>
        </p>
      </div>
      {revealed === undefined ? null : (
        <RevealedList revealed={{ answers: revealed.answers, gold: revealed.gold?.summary ?? null }} />
      )}
    </li>
  )
}
