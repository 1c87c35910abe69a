import { formatDuration } from '@/components/ui/duration'
import { formatShare, IntervalBar } from '@/components/ui/interval-bar'
import type { UserActor } from '@/lib/server/access/actor'
import { type OwnFigures, ownFigures } from '@/lib/server/queue/own-figures'

/** How one is doing, where the project lets its labelers see it. Nothing where none does. */
export async function OwnFiguresList({ actor }: { actor: UserActor }) {
  const projects = await ownFigures(actor)
  if (projects.length === 0) return null
  return (
    <section aria-labelledby="own-figures" className="mb-6 rounded-[12px] border border-line bg-surface">
      <h2 id="own-figures" className="px-4 pt-3">
        How others answered the same tasks
      </h2>
      <ul className="divide-y divide-line px-4 py-1">
        {projects.map((project) => (
          <li key={project.projectId} className="flex flex-wrap items-center gap-x-5 gap-y-1 py-2.5">
            <span dir="auto" className="min-w-40 flex-1 truncate font-medium" title={project.projectName}>
              {project.projectName}
            </span>
            <Agreement of={project} />
            <span className="text-faint text-xs tabular">
              {project.answers.toLocaleString('en-GB')} {project.answers === 1 ? 'answer' : 'answers'}
              {project.medianMs === null ? '' : `, half of them within ${formatDuration(project.medianMs)}`}
            </span>
          </li>
        ))}
      </ul>
      <p className="border-line border-t px-4 py-2.5 text-faint text-xs">
        How alike your answers and the others’ are, 0 to 1, not corrected for chance; the bar is where the value lies
        with 95 % confidence. Others may be wrong: keep to the guidelines, not to them.
      </p>
    </section>
  )
}

function Agreement({ of: { agreement, projectName } }: { of: OwnFigures }) {
  if (agreement === null) return <span className="text-muted">Nobody else has answered your tasks yet.</span>
  const { value, ci, tasks } = agreement
  return (
    <span className="flex items-center gap-3 tabular">
      <span>
        <b className="font-semibold">{formatShare(value)}</b>{' '}
        <span className="text-muted">
          [{formatShare(ci[0])}, {formatShare(ci[1])}]
        </span>
      </span>
      <IntervalBar value={value} interval={ci} label={`Agreement in ${projectName}`} className="w-30 max-sm:hidden" />
      <span className="text-muted">
        {tasks.toLocaleString('en-GB')} {tasks === 1 ? 'task' : 'tasks'}
      </span>
    </span>
  )
}
