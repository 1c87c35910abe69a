import { Lock } from 'lucide-react'
import type { Metadata } from 'next'
import { tasksAhead } from '@/components/labeling/task-supply'
import { ReviewWorkspace } from '@/components/review/review-workspace'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/states'
import { AppError } from '@/lib/core/errors'
import type { Actor } from '@/lib/server/access/actor'
import { listGuidelines, readProject } from '@/lib/server/projects/projects'
import { claimReview } from '@/lib/server/review/claim-review'
import type { ReviewTask } from '@/lib/server/review/review-task'
import { taskTypeOf } from '@/lib/task-types/registry'
import { load } from '../../../(admin)/load'
import { signInFirst } from '../../../(auth)/sign-in-first'

export const metadata: Metadata = { title: 'Review' }

type Search = { task?: string | string[]; passed?: string | string[] }
type Props = { params: Promise<{ projectId: string }>; searchParams: Promise<Search> }

export default async function ReviewPage({ params, searchParams }: Props) {
  const { projectId } = await params
  const { task, passed } = await searchParams
  const actor = await signInFirst()
  const { project, guidelines, named, claimed } = await load(async (viewer) => ({
    project: await readProject(viewer, projectId),
    guidelines: await listGuidelines(viewer, projectId),
    named: typeof task === 'string' ? await takeNamed(viewer, task) : null,
    claimed: await claimReview(viewer, { projectId, count: tasksAhead + 1, passedToo: passed === '1' }),
  }))
  if (named !== null && 'refusal' in named) return <NotOpen projectId={projectId} because={named.refusal} />
  const first = named?.tasks.filter((one) => one.projectId === projectId) ?? []
  const rest = claimed.tasks.filter((one) => !first.some(({ taskId }) => taskId === one.taskId))
  const type = taskTypeOf(project.taskType)
  return (
    <ReviewWorkspace
      user={{ id: actor.userId, name: actor.name }}
      project={{ id: project.id, name: project.name }}
      Labeler={type.Labeler}
      Review={type.Review}
      asked={{ taskId: typeof task === 'string' ? task : null, passedToo: passed === '1' }}
      initial={{
        tasks: [...first, ...rest],
        progress: claimed.progress,
        passed: claimed.progress?.passed ?? 0,
      }}
      guidelines={guidelines[0] ?? null}
    />
  )
}

/** Somebody else may have it open, or it may not be finished: that is no error, and the reviewer should read why. */
async function takeNamed(viewer: Actor, taskId: string): Promise<{ tasks: ReviewTask[] } | { refusal: string }> {
  try {
    return await claimReview(viewer, { taskId, count: 1 })
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return { refusal: error.message }
    throw error
  }
}

function NotOpen({ projectId, because }: { projectId: string; because: string }) {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState
        level={1}
        icon={<Lock aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
        title="This task is not open to you"
        actions={
          <>
            <ButtonLink href={`/review/${projectId}`}>Review the others</ButtonLink>
            <ButtonLink href="/review" variant="ghost">
              All projects
            </ButtonLink>
          </>
        }
      >
        {because}
      </EmptyState>
    </main>
  )
}
