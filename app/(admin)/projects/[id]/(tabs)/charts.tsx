import type { ReactNode } from 'react'
import { measureName } from '@/components/admin/agreement-figure'
import { CategoryBars } from '@/components/charts/category-bars'
import { ChartFrame } from '@/components/charts/chart-frame'
import { HeatMap } from '@/components/charts/heat-map'
import { IntervalDots } from '@/components/charts/interval-dots'
import { initialsOf } from '@/components/ui/avatar'
import { formatShare } from '@/components/ui/interval-bar'
import type { Glance } from '@/lib/server/agreement/glance'
import type { PairAgreement, ProjectAgreement } from '@/lib/server/agreement/project-agreement'
import { glanceOf } from '../../../project-agreement'
import { Position } from './position'

const mostBatches = 10
const mostPeople = 12
const lowPair = 0.5

/** The charts that this project's answers can fill; a chart without numbers is left out, not drawn empty. */
export async function Charts({
  project,
  agreement,
  batches,
  children,
}: {
  project: { id: string }
  agreement: ProjectAgreement
  batches: readonly { id: string; name: string }[]
  /** Further charts, which come when they are ready. */
  children: ReactNode
}) {
  if (agreement.annotations === 0) return null
  return (
    <div className="flex flex-wrap gap-4 *:min-w-0 *:grow *:basis-full md:*:basis-[calc(50%-1rem)] min-[87.5rem]:*:basis-[calc(33%-1rem)] min-[137.5rem]:*:basis-[calc(25%-1rem)]">
      {children}
      {batches.length > 1 ? <ByBatch projectId={project.id} batches={batches} /> : null}
      <Confusion agreement={agreement} />
      <Pairs pairs={agreement.perPair} />
      <Balance categories={agreement.categories} />
      <Position agreement={agreement} />
    </div>
  )
}

async function ByBatch({
  projectId,
  batches,
}: {
  projectId: string
  batches: readonly { id: string; name: string }[]
}) {
  const rows = await Promise.all(
    batches.slice(0, mostBatches).map(async ({ id, name }) => {
      const found = await glanceOf(projectId, id)
      return { name, key: found?.measure ?? '', figure: found?.figure ?? null }
    }),
  )
  const dots = rows.map(({ name, figure }) => ({
    name,
    value: figure?.value ?? null,
    interval: figure?.ci ?? null,
    n: figure?.n_items ?? 0,
  }))
  const measure = measureName(rows[0]?.key ?? '')
  const lowest = Math.min(0, ...dots.map(({ value, interval }) => interval?.[0] ?? value ?? 0))
  const said = rows.map(({ name, figure }) => `${name} ${inWords(figure)}`)
  return (
    <ChartFrame
      title="Agreement by batch"
      aside={measure}
      caption="Dot: value; bar: 95 % interval. The number is n, the tasks with at least two answers."
      table={{
        columns: ['Batch', measure, 'from', 'to', 'n'],
        rows: dots.map(({ name, value, interval, n }) => [
          name,
          rounded(value),
          rounded(interval?.[0] ?? null),
          rounded(interval?.[1] ?? null),
          n,
        ]),
      }}
    >
      <IntervalDots dots={dots} domain={[lowest, 1]} sentence={`${measure} by batch: ${said.join('; ')}.`} />
    </ChartFrame>
  )
}

function Confusion({ agreement }: { agreement: ProjectAgreement }) {
  const { confusion } = agreement
  const total = confusion?.counts.flat().reduce((sum, n) => sum + n, 0) ?? 0
  if (confusion === null || total === 0 || confusion.categories.length > mostPeople) return null
  const { categories, counts } = confusion
  const largest = Math.max(...counts.flat())
  const together = categories.reduce((sum, _, index) => sum + (counts[index]?.[index] ?? 0), 0)
  return (
    <ChartFrame
      title="Answer against answer"
      aside={`${Math.round(total)} pairable answers`}
      caption="Krippendorff’s coincidences: how often one labeler said the row where another said the column of the same task. The diagonal is agreement."
      table={{
        columns: ['Answer', ...categories],
        rows: categories.map((name, row) => [name, ...(counts[row] ?? []).map(rounded)]),
      }}
    >
      <HeatMap
        rows={categories}
        columns={categories}
        cells={counts.map((row) => row.map((n) => ({ share: n / largest, text: String(Math.round(10 * n) / 10) })))}
        sentence={`Which answers meet which. ${Math.round((100 * together) / total)} % of ${Math.round(total)} pairable answers lie on the diagonal.`}
      />
    </ChartFrame>
  )
}

function Pairs({ pairs }: { pairs: readonly PairAgreement[] }) {
  const names = [...new Set(pairs.flatMap(({ labelers }) => labelers))].slice(0, mostPeople)
  if (names.length < 2) return null
  const of = (a: string, b: string) =>
    pairs.find(({ labelers: [one, other] }) => (one === a && other === b) || (one === b && other === a))
  const corrected = pairs.filter((pair) => pair.corrected.value !== null)
  const shown = corrected.length > 0 ? 'corrected' : 'similarity'
  const measure = shortMeasure(corrected[0]?.corrected.method ?? null)
  const cells = names.map((row) =>
    names.map((column) => {
      const figure = row === column ? undefined : of(row, column)?.[shown]
      const value = figure?.value ?? null
      if (value === null || figure === undefined) return { share: null, text: '' }
      return { share: value, text: formatShare(value), detail: `n ${figure.n}`, marked: value < lowPair }
    }),
  )
  return (
    <ChartFrame
      title="Pairs of labelers"
      aside={measure}
      caption={`${corrected[0]?.corrected.method ?? '1 − distance on shared tasks; not corrected for chance'}. n: tasks both answered. Outlined: below ${formatShare(lowPair)}.`}
      table={{
        columns: ['Labeler', 'Labeler (second)', measure, 'from', 'to', 'Similarity (raw)', 'n'],
        rows: pairs.map(({ labelers: [one, other], corrected: { value, ci }, similarity }) => [
          one,
          other,
          rounded(corrected.length > 0 ? value : similarity.value),
          rounded(ci?.[0] ?? null),
          rounded(ci?.[1] ?? null),
          rounded(similarity.value),
          similarity.n,
        ]),
      }}
    >
      <HeatMap
        rows={names}
        columns={names}
        heads={names.map(initialsOf)}
        cells={cells}
        sentence={`${measure} of ${pairs.length} pairs of labelers on the tasks they share.`}
      />
    </ChartFrame>
  )
}

/** As the head of a chart has room for it. */
function shortMeasure(method: string | null): string {
  if (method === null) return 'Mean similarity'
  if (method.startsWith('Krippendorff')) return 'Krippendorff’s α'
  return method.includes('linear weights') ? 'Cohen’s κ, linear weights' : 'Cohen’s κ'
}

function Balance({ categories }: { categories: ProjectAgreement['categories'] }) {
  if (categories === null || categories.length > 20) return null
  const total = categories.reduce((sum, { n }) => sum + n, 0)
  return (
    <ChartFrame
      title="Balance of answers"
      aside={`n = ${total} answers`}
      caption="How often each was chosen, over all labelers and tasks."
      table={{ columns: ['Answer', 'n'], rows: categories.map(({ category, n }) => [category, n]) }}
    >
      <CategoryBars
        parts={categories.map(({ category, n }) => ({ name: category, n }))}
        sentence={`Of ${total} answers: ${categories.map(({ category, n }) => `${category} ${n}`).join(', ')}.`}
      />
    </ChartFrame>
  )
}

function inWords(figure: Glance['figure'] | null): string {
  if (figure === null || figure.value === null) return 'not defined'
  return `${formatShare(figure.value)}, n = ${figure.n_items}`
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e4) / 1e4
}
