import Link from 'next/link'
import { Card } from '@/components/admin/card'
import { initialsOf } from '@/components/ui/avatar'
import { formatShare } from '@/components/ui/interval-bar'
import type { DisputedTask } from '@/lib/server/agreement/project-agreement'

const shownAtFirst = 8

/** The tasks whose answers lie furthest apart, with what each person said. */
export function Disputed({
  projectId,
  batchId,
  tasks,
  mayOpen,
}: {
  projectId: string
  /** Null: of several batches. */
  batchId: string | null
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
                <span dir="ltr" className="text-muted text-xs tabular">
                  {formatShare(task.disagreement)}
                </span>
              </p>
              <ul className="mt-1.5 flex flex-wrap gap-1.5 text-xs">
                {task.answers.map(({ labeler, summary }, index) => (
                  <li
                    // biome-ignore lint/suspicious/noArrayIndexKey: two people of one name may say the same
                    key={index}
                    className="flex min-w-0 max-w-full items-baseline gap-1.5 rounded-sm border border-line px-2 py-0.5"
                  >
                    <span dir="auto" title={summary} className="wrap-anywhere line-clamp-2 font-medium">
                      {summary}
                    </span>
                    <Initials name={labeler} />
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
      {mayOpen && tasks.length > shownAtFirst ? (
        <p className="border-line border-t px-4 py-3">
          <Link
            href={`/projects/${projectId}/tasks?state=disputed${batchId === null ? '' : `&batch=${batchId}`}`}
            prefetch={false}
            className="inline-flex items-center text-accent-text hover:underline coarse:min-h-11"
          >
            {batchId === null ? 'Disputed tasks of each batch' : 'All disputed tasks'}
          </Link>
        </p>
      ) : null}
    </Card>
  )
}

/** Who said it, as their avatar stands in the table of labelers. */
function Initials({ name }: { name: string }) {
  return (
    <span title={name} className="shrink-0 text-muted">
      <span aria-hidden="true">{initialsOf(name)}</span>
      <span className="sr-only">{name}</span>
    </span>
  )
}
