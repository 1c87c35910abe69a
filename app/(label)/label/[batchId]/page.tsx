import { Lock } from 'lucide-react'
import type { Metadata } from 'next'
import { tasksAhead } from '@/components/labeling/task-supply'
import { Workspace } from '@/components/labeling/workspace'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/states'
import { listGuidelines } from '@/lib/server/projects/projects'
import { claimNext } from '@/lib/server/queue/claim'
import { openQueues } from '@/lib/server/queue/open-queues'
import { whyNoWork } from '@/lib/server/standing/own-standing'
import { taskTypeOf } from '@/lib/task-types/registry'
import { signInFirst } from '../../../(auth)/sign-in-first'

export const metadata: Metadata = { title: 'Label' }

export default async function LabelPage({ params }: { params: Promise<{ batchId: string }> }) {
  const { batchId } = await params
  const actor = await signInFirst()
  const queue = (await openQueues(actor)).find((open) => open.batchId === batchId)
  if (!queue) return <NotOpen name={actor.name} because={await whyNoWork(actor, batchId)} />
  const [guidelines, assignments] = await Promise.all([
    listGuidelines(actor, queue.projectId),
    claimNext(actor, { batchId, count: tasksAhead + 1, resume: true }),
  ])
  const type = taskTypeOf(queue.taskType)
  return (
    <Workspace
      user={{ id: actor.userId, name: actor.name }}
      scope={{ batchId }}
      project={{ id: queue.projectId, name: queue.projectName }}
      batchName={queue.batchName}
      typeName={type.name}
      Labeler={type.Labeler}
      Review={type.Review}
      oneKeyPossible={type.oneKey}
      initial={{ assignments, progress: queue.progress }}
      guidelines={guidelines[0] ?? null}
      homeHref="/queues"
    />
  )
}

function NotOpen({ name, because }: { name: string; because: string | null }) {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState
        level={1}
        icon={<Lock aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
        title="This queue is not open to you"
        actions={<ButtonLink href="/queues">Back to queues</ButtonLink>}
      >
        {because ??
          `It is paused, finished, or meant for others. You are signed in as ${name}; ask the people who run the project.`}
      </EmptyState>
    </main>
  )
}
