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
              <p className="flex items-baseline gap-3">
                <span dir="auto" title={task.title} className="min-w-0 flex-1 truncate font-medium">
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
                </span>
                <span className="text-muted text-xs tabular">{formatShare(task.disagreement)}</span>
              </p>
              <ul className="mt-1.5 grid grid-cols-[repeat(auto-fit,minmax(min(8.5rem,100%),1fr))] gap-1.5 text-xs">
                {task.answers.map(({ labeler, summary }, index) => (
                  <li
                    // biome-ignore lint/suspicious/noArrayIndexKey: two people of one name may say the same
                    key={index}
                    className="min-w-0 rounded-sm border border-line px-2 py-1"
                  >
                    <span dir="auto" title={summary} className="line-clamp-3 break-words font-medium">
                      {summary}
                    </span>
                    <span className="block truncate text-muted">{labeler}</span>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}
