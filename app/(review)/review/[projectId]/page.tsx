import type { Metadata } from 'next'
import { tasksAhead } from '@/components/labeling/task-supply'
import { ReviewWorkspace } from '@/components/review/review-workspace'
import { listGuidelines, readProject } from '@/lib/server/projects/projects'
import { claimReview } from '@/lib/server/review/claim-review'
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
    named: typeof task === 'string' ? await claimReview(viewer, { taskId: task, count: 1 }) : null,
    claimed: await claimReview(viewer, { projectId, count: tasksAhead + 1, passedToo: passed === '1' }),
  }))
  const first = named?.tasks.filter((one) => one.projectId === projectId) ?? []
  const rest = claimed.tasks.filter((one) => !first.some(({ taskId }) => taskId === one.taskId))
  const type = taskTypeOf(project.taskType)
  return (
    <ReviewWorkspace
      user={{ id: actor.userId, name: actor.name }}
      project={{ id: project.id, name: project.name }}
      Labeler={type.Labeler}
      Review={type.Review}
      initial={{
        tasks: [...first, ...rest],
        progress: claimed.progress,
        passed: claimed.progress?.passed ?? 0,
      }}
      guidelines={guidelines[0] ?? null}
    />
  )
}
