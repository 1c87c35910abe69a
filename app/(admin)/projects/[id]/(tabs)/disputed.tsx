import Link from 'next/link'
import { Card } from '@/components/admin/card'
import { formatShare } from '@/components/ui/interval-bar'
import type { DisputedTask } from '@/lib/server/agreement/project-agreement'

const shownAtFirst = 12

/** The tasks whose answers lie furthest apart, with what each person said. */
export function Disputed({
  projectId,
  tasks,
  mayOpen,
}: {
  projectId: string
  tasks: readonly DisputedTask[]
  mayOpen: boolean
}) {
  return (
    <Card title="Disputed first" aside="mean distance of the answers, 0 to 1">
      {tasks.length === 0 ? (
        <p className="border-line border-t px-4 py-6 text-muted">
          No task has answers that differ. They come here, the most disputed first.
        </p>
      ) : (
        <ol className="*:border-line *:border-t">
          {tasks.slice(0, shownAtFirst).map((task) => (
            <li key={task.taskId} className="px-4 py-3">
              <p dir="auto" title={task.title} className="truncate font-medium">
                {mayOpen ? (
                  <Link
                    href={`/projects/${projectId}/tasks/${task.taskId}`}
                    prefetch={false}
                    className="hover:underline"
                  >
                    {task.title}
                  </Link>
                ) : (
                  task.title
                )}
              </p>
              <p className="mt-1.5 flex flex-wrap items-center gap-1.5 text-xs">
                {task.answers.map(({ labeler, summary }) => (
                  <span
                    key={`${labeler} ${summary}`}
                    className="inline-flex max-w-full items-center gap-1.5 rounded-sm border border-line px-1.5 py-0.5"
                  >
                    <span dir="auto" className="min-w-0 truncate font-medium">
                      {summary}
                    </span>
                    <span className="truncate text-muted">{labeler}</span>
                  </span>
                ))}
                <span className="ms-auto text-muted tabular">{formatShare(task.disagreement)}</span>
              </p>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}
