'use client'

import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { measureName } from '@/components/admin/agreement-figure'
import { countOf, formatCount, percentOf } from '@/components/admin/numbers'
import { CategoryBars } from '@/components/charts/category-bars'
import { formatShare, IntervalBar } from '@/components/ui/interval-bar'
import type { Manifest } from '@/lib/server/exports/manifest-schema'
import { plain, reasonIn, scrubName } from '../projects/[id]/(tabs)/exports/preview-words'

/** What the manifest says: one line, and on demand agreement, balance, splits and what stayed out. */
export function ManifestFacts({ manifest }: { manifest: Manifest }) {
  const { agreement } = manifest
  return (
    <details className="group text-xs">
      <summary className="flex min-h-6 cursor-default list-none items-start gap-1 text-muted hover:text-text coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="mt-px size-3.5 shrink-0 transition-transform duration-(--t-hover) group-open:rotate-90 rtl:-scale-x-100"
          strokeWidth={1.75}
        />
        <span className="tabular">{oneLine(manifest)}</span>
      </summary>
      <div className="mt-2.5 grid gap-x-8 gap-y-4 rounded-card border border-line bg-bg p-4 sm:grid-cols-2">
        <Fact title="Agreement of exactly these answers">
          {agreement === null ? (
            <p className="text-muted">Nothing was exported.</p>
          ) : (
            <>
              <p className="tabular">
                {agreement.value === null ? (
                  ''
                ) : (
                  <b className="font-semibold text-md">{formatShare(agreement.value)} </b>
                )}
                <span className="text-muted">
                  {agreement.ci === null
                    ? ''
                    : `95 % interval ${formatShare(agreement.ci[0])} to ${formatShare(agreement.ci[1])}, `}
                  n = {countOf(agreement.n_items, 'task')}, {countOf(agreement.n_annotators, 'annotator')}
                </span>
              </p>
              <IntervalBar
                value={agreement.value}
                interval={agreement.ci}
                min={-0.2}
                label={measureName(agreement.measure)}
                undefinedBecause={agreement.reason ?? agreement.note ?? undefined}
              />
              <p className="text-faint">{measureName(agreement.measure)}</p>
            </>
          )}
        </Fact>
        <ClassBalance manifest={manifest} />
        <Fact title="Written">
          <Counts counts={manifest.counts} nameOf={plain} />
        </Fact>
        <Splits manifest={manifest} />
        <Fact title="Tasks left out">
          <Counts counts={manifest.left_out} nameOf={reasonIn} none="none" />
        </Fact>
        {manifest.left_out_annotations === null ? null : (
          <Fact title="Answers left out">
            <Counts counts={manifest.left_out_annotations} nameOf={reasonIn} none="none" />
          </Fact>
        )}
        {manifest.scrubbed === null ? null : (
          <Fact title={`Taken out of texts of ${countOf(manifest.scrubbed.tasks, 'task')}`}>
            <Counts counts={manifest.scrubbed.replaced} nameOf={scrubName} none="nothing was found" />
          </Fact>
        )}
        {manifest.position_bias === null ? null : (
          <Fact title="Shown first and chosen">
            <p className="tabular">
              {percentOf(manifest.position_bias.share_first, 1)} %{' '}
              <span className="text-muted">
                (interval {percentOf(manifest.position_bias.ci[0], 1)} to {percentOf(manifest.position_bias.ci[1], 1)}{' '}
                %, n = {formatCount(manifest.position_bias.n)}); 50 % means no bias
              </span>
            </p>
          </Fact>
        )}
        {manifest.aggregation === null ? null : (
          <Fact title={`One answer out of several: ${manifest.aggregation.label}`}>
            <p className="text-muted">{manifest.aggregation.description}</p>
          </Fact>
        )}
      </div>
    </details>
  )
}

function oneLine({ counts, agreement, splits, left_out }: Manifest): string {
  const out = Object.values(left_out).reduce((sum, n) => sum + n, 0)
  const parts = [
    countOf(counts.tasks_exported ?? counts.tasks ?? 0, 'task'),
    counts.rows_written === undefined ? '' : countOf(counts.rows_written, 'row'),
    agreement?.value == null
      ? ''
      : `agreement ${formatShare(agreement.value)}${interval(agreement)}, n = ${agreement.n_items}`,
    splits === null
      ? ''
      : Object.entries(splits)
          .map(([name, { tasks }]) => `${name} ${formatCount(tasks)}`)
          .join(', '),
    out > 0 ? `${countOf(out, 'task')} left out` : '',
  ]
  return parts.filter((part) => part !== '').join(' · ')
}

function interval({ ci }: { ci: [number, number] | null }): string {
  return ci === null ? '' : ` [${formatShare(ci[0])}, ${formatShare(ci[1])}]`
}

function ClassBalance({ manifest: { class_balance: balance } }: { manifest: Manifest }) {
  const parts = Object.entries(balance ?? {}).map(([name, n]) => ({ name, n }))
  if (parts.every(({ n }) => n === 0)) return null
  const sentence = `Tasks by their answer: ${parts.map(({ name, n }) => `${name} ${n}`).join(', ')}`
  return (
    <Fact title="Tasks by their answer">
      <CategoryBars parts={parts} sentence={sentence} />
    </Fact>
  )
}

function Splits({ manifest: { splits } }: { manifest: Manifest }) {
  if (splits === null) return null
  return (
    <Fact title="Splits">
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 tabular">
        {Object.entries(splits).map(([name, { tasks, rows }]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="text-end">
              {countOf(tasks, 'task')}
              {rows === null ? '' : `, ${countOf(rows, 'row')}`}
            </dd>
          </div>
        ))}
      </dl>
    </Fact>
  )
}

function Counts({
  counts,
  nameOf,
  none = 'none',
}: {
  counts: Record<string, number>
  nameOf(name: string): string
  none?: string
}) {
  const shown = Object.entries(counts).filter(([, n]) => n > 0)
  if (shown.length === 0) return <p className="text-muted">{none}</p>
  return (
    <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 tabular">
      {shown.map(([name, n]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{nameOf(name)}</dt>
          <dd className="text-end">{formatCount(n)}</dd>
        </div>
      ))}
    </dl>
  )
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p className="font-medium">{title}</p>
      {children}
    </div>
  )
}
