'use client'

import { LoaderCircle } from 'lucide-react'
import { Notice } from '@/components/admin/notice'
import { countOf, formatCount } from '@/components/admin/numbers'
import { cn } from '@/components/ui/class-names'
import { Skeleton } from '@/components/ui/states'
import type { ExportPreview as Preview } from '@/lib/server/exports/preview-export'
import { isLoss, plain, reasonIn, scrubName } from './preview-words'
import type { PreviewState } from './use-preview'

/** What the choices give: how much, what stays out and why, what the format cannot hold, and the first rows. */
export function ExportPreview({
  state,
  isFresh,
  description,
}: {
  state: PreviewState
  isFresh: boolean
  description: string
}) {
  return (
    <section
      aria-label="What you get"
      aria-busy={!isFresh}
      className="flex min-w-0 flex-col gap-3 rounded-card border border-line bg-bg p-4 lg:sticky lg:top-0"
    >
      <div className="flex items-center gap-2">
        <h3 className="font-semibold">What you get</h3>
        {isFresh ? null : (
          <span className="ms-auto flex items-center gap-1.5 text-muted text-xs">
            <LoaderCircle
              aria-hidden="true"
              className="size-3.5 animate-spin motion-reduce:animate-none"
              strokeWidth={1.75}
            />
            looking
          </span>
        )}
      </div>
      <p className="text-muted">{description}</p>
      {state.is === 'loading' ? <Skeleton className="h-60 w-full" /> : null}
      {state.is === 'refused' ? <Notice tone={isFresh ? 'danger' : 'info'}>{state.message}</Notice> : null}
      {state.is === 'shown' ? (
        <div className={cn('flex min-w-0 flex-col gap-3', !isFresh && 'opacity-60')}>
          <Shown preview={state.preview} />
        </div>
      ) : null}
    </section>
  )
}

function Shown({ preview }: { preview: Preview }) {
  const losses = Object.entries(preview.counts).filter(([what, n]) => n > 0 && isLoss(what))
  const scrubbed = Object.entries(preview.scrubbed).filter(([, n]) => n > 0)
  return (
    <>
      <p className="sr-only" role="status">
        {countOf(preview.tasks, 'task')} of {formatCount(preview.tasksTotal)} go out.
      </p>
      <Counts preview={preview} />
      {preview.isComplete ? null : (
        <p className="text-faint text-xs">
          Counted over the first {formatCount(preview.tasksRead)} of {countOf(preview.tasksTotal, 'task')}
          {preview.isPlanned ? '' : ', before splits and duplicates are known'}; the manifest counts all.
        </p>
      )}
      {preview.tasks === 0 ? (
        <Notice tone="warn">Nothing passes these choices. Ask for fewer answers, less agreement or more days.</Notice>
      ) : null}
      {losses.length > 0 ? (
        <Notice tone="warn">
          <p className="font-medium">What this format does with what it cannot hold</p>
          <ul>
            {losses.map(([what, n]) => (
              <li key={what} className="tabular">
                {plain(what)}: {formatCount(n)}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {scrubbed.length > 0 ? (
        <p className="text-muted text-xs tabular">
          Taken out: {scrubbed.map(([kind, n]) => `${formatCount(n)} ${scrubName(kind)}`).join(', ')}
        </p>
      ) : null}
      {preview.files.map(({ name, text }) => (
        <FirstRows key={name} name={name} text={text} />
      ))}
    </>
  )
}

/** From all tasks to those that go out, each reason with its bar. */
function Counts({ preview }: { preview: Preview }) {
  const { tasks, tasksTotal, tasksRead, isComplete, leftOut, rows, annotations, annotators, splits } = preview
  const all = isComplete ? tasksTotal : tasksRead
  const reasons = Object.entries(leftOut).filter(([, n]) => n > 0)
  const parts = ['train', 'validation', 'test'].flatMap((name) =>
    name in splits ? [[name, splits[name] ?? 0] as const] : [],
  )
  return (
    <div className="rounded-card border border-line bg-surface px-3.5 py-3">
      <dl className="flex flex-col gap-1">
        <Line what="Tasks of the chosen batches" n={all} of={all} />
        {reasons.map(([why, n]) => (
          <Line key={why} what={`out: ${reasonIn(why)}`} n={n} of={all} isOut />
        ))}
        <Line what="Tasks in the export" n={tasks} of={all} isStrong />
      </dl>
      <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 border-line border-t pt-2 text-muted text-xs tabular">
        {rows === null ? null : <span>{countOf(rows, 'row')}</span>}
        <span>{countOf(annotations, 'answer')}</span>
        <span>{countOf(annotators, 'annotator')}</span>
        {parts.map(([name, n]) => (
          <span key={name}>
            {name} <b className="font-medium text-text">{formatCount(n)}</b>
          </span>
        ))}
        {parts.length > 0 ? <span>no prompt or text in two of them</span> : null}
      </p>
      <OutAnswers counts={preview.leftOutAnnotations} />
    </div>
  )
}

function OutAnswers({ counts }: { counts: Record<string, number> }) {
  const out = Object.entries(counts).filter(([, n]) => n > 0)
  if (out.length === 0) return null
  return (
    <p className="mt-1 text-faint text-xs tabular">
      Answers out: {out.map(([why, n]) => `${formatCount(n)} ${reasonIn(why)}`).join(', ')}
    </p>
  )
}

function Line({
  what,
  n,
  of,
  isOut = false,
  isStrong = false,
}: {
  what: string
  n: number
  of: number
  isOut?: boolean
  isStrong?: boolean
}) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto_5rem] items-center gap-3 sm:grid-cols-[minmax(0,1fr)_auto_8rem]">
      <dt className={cn('min-w-0', isStrong ? 'font-medium' : 'text-muted')}>{what}</dt>
      <dd className={cn('text-end tabular', isStrong && 'font-semibold')}>
        {isOut ? '−' : ''}
        {formatCount(n)}
      </dd>
      <dd aria-hidden="true" className="h-1.5 overflow-hidden rounded-[3px] bg-active">
        <span
          style={{ inlineSize: `${of > 0 ? (100 * n) / of : 0}%` }}
          className={cn('block h-full rounded-[3px]', isOut ? 'bg-faint' : 'bg-accent')}
        />
      </dd>
    </div>
  )
}

function FirstRows({ name, text }: { name: string; text: string }) {
  return (
    <div className="min-w-0">
      <p className="mb-1 font-mono text-muted text-xs wrap-anywhere">{name}</p>
      <section
        aria-label={`Beginning of ${name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by key
        tabIndex={0}
        className="max-h-52 overflow-auto rounded-control border border-line bg-surface"
      >
        <pre dir="auto" className="px-3 py-2.5 font-mono text-xs leading-4.5">
          {text === '' ? '(no rows)' : text}
        </pre>
      </section>
    </div>
  )
}
