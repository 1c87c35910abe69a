import type { TaskPreview } from './import-reply'

/** The first tasks of a file, as they will read in lists. */
export function TaskPreviews({ tasks }: { tasks: readonly TaskPreview[] }) {
  if (tasks.length === 0) return null
  return (
    <section aria-label="First tasks" className="border-line border-t px-4 py-3">
      <h2 className="pb-1">First tasks</h2>
      <ul className="*:border-line *:py-2 not-first:*:border-t">
        {tasks.map((task) => (
          <li key={`${task.line} ${task.id}`} className="min-w-0">
            <p className="flex min-w-0 flex-wrap items-baseline gap-x-3">
              <span dir="auto" className="min-w-0 max-w-full truncate">
                {task.title}
              </span>
              <span className="text-faint text-xs tabular">
                {[...(task.id === null ? [] : [task.id]), ...task.media].join(' · ')}
              </span>
            </p>
            <Said task={task} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Said({ task: { answers, prelabel, gold } }: { task: TaskPreview }) {
  const said = [
    ...answers.map(({ annotator, says }) => ({ who: annotator, says })),
    ...(prelabel === null ? [] : [{ who: 'Suggestion', says: prelabel }]),
    ...(gold === null ? [] : [{ who: 'Known answer', says: gold }]),
  ]
  if (said.length === 0) return null
  return (
    <dl className="mt-0.5 flex flex-wrap gap-x-4 text-xs">
      {said.map(({ who, says }) => (
        <div key={who} className="flex min-w-0 gap-1.5">
          <dt dir="auto" className="max-w-40 truncate text-muted">
            {who}
          </dt>
          <dd dir="auto" className="min-w-0 max-w-80 truncate">
            {says}
          </dd>
        </div>
      ))}
    </dl>
  )
}
