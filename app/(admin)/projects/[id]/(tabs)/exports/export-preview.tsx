'use client'

import { useEffect, useState } from 'react'
import { Notice } from '@/components/admin/notice'
import { countOf, formatCount } from '@/components/admin/numbers'
import { answerOf } from '@/components/admin/use-action'
import { Skeleton } from '@/components/ui/states'
import { previewExportAction } from '../../../../exports/actions'
import type { optionsOf } from './export-choices'

interface Preview {
  files: { name: string; text: string }[]
  counts: Record<string, number>
  leftOut: Record<string, number>
  tasks: number
}

type State = { is: 'loading' } | { is: 'shown'; preview: Preview } | { is: 'refused'; message: string }

const restMs = 300

/** What the choices give, looked at again as soon as they rest. The last look stays in place while the next one comes. */
export function ExportPreview({
  projectId,
  options,
  description,
}: {
  projectId: string
  options: ReturnType<typeof optionsOf>
  description: string
}) {
  const [state, setState] = useState<State>({ is: 'loading' })
  const written = JSON.stringify(options)
  useEffect(() => {
    let gone = false
    const timer = setTimeout(async () => {
      const reply = await answerOf(previewExportAction, { projectId, options: JSON.parse(written) })
      if (gone) return
      setState(reply.ok ? { is: 'shown', preview: reply.value } : { is: 'refused', message: reply.problem.detail })
    }, restMs)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [projectId, written])
  return (
    <section
      aria-label="What you get"
      aria-live="polite"
      className="flex min-w-0 flex-col gap-3 rounded-card border border-line bg-bg p-4"
    >
      <h3 className="font-semibold">What you get</h3>
      <p className="text-muted">{description}</p>
      {state.is === 'loading' ? <Skeleton className="h-40 w-full" /> : null}
      {state.is === 'refused' ? <Notice tone="danger">{state.message}</Notice> : null}
      {state.is === 'shown' ? <Shown preview={state.preview} /> : null}
    </section>
  )
}

function Shown({ preview }: { preview: Preview }) {
  const { files, counts, leftOut, tasks } = preview
  const rows = Object.entries(counts)
  const out = Object.entries(leftOut).filter(([, n]) => n > 0)
  if (tasks === 0) {
    return (
      <Notice tone="warn">
        Nothing passes these choices among the first tasks. Ask for fewer answers or less agreement.
      </Notice>
    )
  }
  return (
    <>
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 rounded-card border border-line bg-surface px-3.5 py-3">
        {rows.map(([what, n]) => (
          <div key={what} className="contents">
            <dt className="text-muted">{what.replaceAll(/[-_]/g, ' ')}</dt>
            <dd className="text-end font-medium tabular">{formatCount(n)}</dd>
          </div>
        ))}
        {out.map(([why, n]) => (
          <div key={why} className="contents">
            <dt className="text-muted">left out: {why.replaceAll(/[-_]/g, ' ')}</dt>
            <dd className="text-end tabular">{formatCount(n)}</dd>
          </div>
        ))}
      </dl>
      <p className="text-faint text-xs">
        Counted over the first {countOf(tasks, 'task')} that pass; the manifest has the counts of all.
      </p>
      {files.map(({ name, text }) => (
        <div key={name} className="min-w-0">
          <p className="mb-1 font-mono text-muted text-xs">{name}</p>
          <section
            aria-label={`Beginning of ${name}`}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by key
            tabIndex={0}
            className="max-h-52 overflow-auto rounded-control border border-line bg-surface"
          >
            <pre className="px-3 py-2.5 font-mono text-xs leading-4.5">{text}</pre>
          </section>
        </div>
      ))}
    </>
  )
}
