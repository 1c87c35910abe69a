import { GraduationCap, PauseCircle } from 'lucide-react'
import { Progress } from '@/components/ui/progress'
import type { OwnStanding } from '@/lib/server/standing/own-standing'

const icon = { 'aria-hidden': true, className: 'mt-0.5 size-4 shrink-0', strokeWidth: 1.75 } as const

/** What a labeler should know before they look for work: where they are paused, and how far their qualification is. */
export function StandingNotices({ standings }: { standings: readonly OwnStanding[] }) {
  if (standings.length === 0) return null
  return (
    <ul aria-label="About your projects" className="mt-5 flex flex-col gap-2">
      {standings.map((standing) => (
        <li
          key={standing.projectId}
          className="flex gap-3 rounded-[12px] border border-line bg-surface px-4 py-3 text-muted"
        >
          {standing.is === 'paused' ? <PauseCircle {...icon} /> : <GraduationCap {...icon} />}
          <span className="min-w-0 flex-1">
            <span className="block font-semibold text-text">{standing.projectName}</span>
            {standing.is === 'paused' ? (
              standing.sentence
            ) : (
              <>
                Qualification: {Math.min(standing.done, standing.needed)} of {standing.needed} tasks done. Real work
                opens by itself once your answers are good enough; you may do more tasks than that.
                <Progress
                  value={Math.min(1, standing.done / standing.needed)}
                  label={`Qualification for ${standing.projectName}`}
                  className="mt-2 max-w-64"
                />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
