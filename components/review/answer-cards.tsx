import type { ReactNode } from 'react'

/** Answers side by side, one under the other where there is no room. */
export function AnswerCards({ children }: { children: ReactNode }) {
  return <ul className="grid gap-3 [grid-template-columns:repeat(auto-fit,minmax(min(100%,13rem),1fr))]">{children}</ul>
}

/** One answer under its letter or its annotator's name. */
export function AnswerCard({ annotator, children }: { annotator: string; children: ReactNode }) {
  return (
    <li className="min-w-0 rounded-card border border-line bg-surface px-4 py-3">
      <p className="mb-1.5 truncate text-muted text-xs" title={annotator}>
        {answerName(annotator)}
      </p>
      {children}
    </li>
  )
}

/** 'Answer B' under review, where nobody has a name; the name elsewhere. */
export function answerName(annotator: string): string {
  return isLetter(annotator) ? `Answer ${annotator}` : annotator
}

export function isLetter(annotator: string): boolean {
  return /^[A-Z]{1,2}$/.test(annotator)
}
