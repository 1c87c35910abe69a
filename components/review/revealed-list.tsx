import type { Revealed } from './review-task'

/** Whose answer was which, and the known answer: shown after the verdict only. */
export function RevealedList({ revealed: { answers, gold } }: { revealed: Revealed }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-xs">
      {answers.map(({ letter, annotator, summary }) => (
        <div key={letter} className="contents">
          <dt className="font-semibold">{letter}</dt>
          <dd className="min-w-0">
            <span className="block truncate font-mono text-muted" title={annotator}>
              {annotator}
            </span>
            <span dir="auto" className="block truncate" title={summary}>
              {summary}
            </span>
          </dd>
        </div>
      ))}
      <dt className="text-muted">Known</dt>
      <dd dir="auto" className="truncate" title={gold ?? undefined}>
        {gold ?? <span className="text-muted">no known answer</span>}
      </dd>
    </dl>
  )
}
