'use client'

import { Download } from 'lucide-react'
import { useMemo, useState } from 'react'
import { formatCount } from '@/components/admin/numbers'
import { chartCsv } from '@/components/charts/chart-table'
import { saveAs } from '@/components/charts/save-svg'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'
import type { FileReport, RejectedLine } from './import-reply'

const shownAtFirst = 20
const fieldsOffered = 4

/** Every bad line with its number, its field, the remedy and its own characters. */
export function ErrorList({ report, fileName }: { report: FileReport; fileName: string }) {
  const [field, setField] = useState('')
  const [shown, setShown] = useState(shownAtFirst)
  const { rejected, rejectedCount } = report
  const fields = useMemo(() => commonest(rejected), [rejected])
  const lines = field === '' ? rejected : rejected.filter((line) => nameOf(line) === field)
  const hidden = field === '' ? rejectedCount - Math.min(shown, lines.length) : lines.length - shown
  const save = () => {
    const rows = rejected.map(({ line, field: at, message, excerpt }) => [line, at, message, excerpt])
    saveAs(`${fileName}-errors.csv`, 'text/csv', chartCsv({ columns: ['line', 'field', 'message', 'excerpt'], rows }))
  }
  return (
    <section aria-label="Errors" className="border-line border-t">
      <div className="flex min-h-11 flex-wrap items-center gap-3 px-4 py-1.5">
        <h2>Errors</h2>
        {fields.length > 1 ? (
          <Segmented
            label="Errors in"
            options={[
              { value: '', label: `All ${formatCount(rejectedCount)}` },
              ...fields.map(([name, n]) => ({ value: name, label: `${name} ${n}` })),
            ]}
            value={field}
            onChange={setField}
          />
        ) : null}
        <Button
          variant="ghost"
          size="small"
          onPress={save}
          icon={<Download aria-hidden="true" className="size-4" strokeWidth={1.75} />}
          className="ms-auto"
        >
          As CSV
        </Button>
      </div>
      <ul className="*:border-line *:border-t">
        {lines.slice(0, shown).map((line) => (
          <li
            key={`${line.line} ${line.field} ${line.message}`}
            className="grid gap-x-5 gap-y-0.5 px-4 py-2.5 sm:grid-cols-[5.5rem_7rem_minmax(0,1fr)]"
          >
            <span className="font-mono text-muted text-xs leading-5 tabular">line {formatCount(line.line)}</span>
            <span className="wrap-anywhere font-mono text-muted text-xs leading-5">{line.field}</span>
            <span className="min-w-0">
              <span className="wrap-anywhere block">{line.message}</span>
              {line.excerpt ? (
                <code dir="auto" className="mt-0.5 block truncate font-mono text-muted text-xs" title={line.excerpt}>
                  {line.excerpt}
                </code>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      <p className="flex items-center justify-between border-line border-t px-4 py-2 text-muted text-xs">
        {lines.length > shown ? (
          <Button variant="ghost" size="small" onPress={() => setShown(shown + 200)}>
            Show more
          </Button>
        ) : null}
        <span>{hidden > 0 ? `and ${formatCount(hidden)} more` : ''}</span>
        <span>Line numbers count from 1</span>
      </p>
    </section>
  )
}

function nameOf({ field }: RejectedLine): string {
  return field === '' ? 'whole line' : field
}

function commonest(rejected: readonly RejectedLine[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const line of rejected) counts.set(nameOf(line), (counts.get(nameOf(line)) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1]).slice(0, fieldsOffered)
}
