import { formatShare } from '@/components/ui/interval-bar'
import type { Figure } from '@/lib/core/agreement/figure'
import type { ProjectAgreement } from '@/lib/server/agreement/project-agreement'

/** Krippendorff (2004): what conclusions ask for, and what tentative ones do. */
const reliable = 0.8
const tentative = 2 / 3
const fewItems = 50
const skewed = 0.8

/** What the headline says and what it cannot say, in sentences: the number alone misleads. */
export function interpretation(agreement: ProjectAgreement): string[] {
  const [key, figure] = Object.entries(agreement.figures)[0] ?? []
  if (key === undefined || figure === undefined) return []
  if (figure.value === null) return [figure.note ?? 'No task has two answers yet, so nothing can be compared.']
  return [
    key.startsWith('krippendorff') ? byKrippendorff(figure, figure.value) : null,
    figure.n_items < fewItems ? few(figure.n_items) : null,
    prevalence(agreement),
    figure.note !== null && !mentionsPrevalence(figure.note) ? figure.note : withoutPrevalence(figure.note),
    prelabels(agreement),
  ].filter((sentence) => sentence !== null)
}

function byKrippendorff({ ci }: Figure, value: number): string {
  const [low, high] = ci ?? [value, value]
  const method = 'Krippendorff (2004)'
  if (low >= reliable) return `Even the lower end of the interval is at or above the .80 that ${method} asks for.`
  if (high < tentative) {
    return `Even the upper end of the interval is below the 2/3 that ${method} asks for before tentative conclusions: look at the guidelines and the disputed tasks first.`
  }
  if (low >= tentative && high < reliable) {
    return `By ${method} this is enough for tentative conclusions (2/3) and not for firm ones (.80).`
  }
  const marks = [
    ...(low < tentative && high >= tentative ? ['2/3'] : []),
    ...(low < reliable && high >= reliable ? ['.80'] : []),
  ]
  return marks.length === 0
    ? `${formatShare(value)} stands between the marks of ${method}.`
    : `The interval holds the ${marks.length > 1 ? 'marks' : 'mark'} ${marks.join(' and ')} of ${method}: more tasks with two answers would tell on which side agreement lies.`
}

function few(n: number): string {
  return `It rests on ${n === 1 ? 'one task' : `${n} tasks`} with two answers: with so few a handful of further tasks can move it far.`
}

/** Feinstein & Cicchetti (1990): where one category dominates, chance-corrected figures fall however well people agree. */
function prevalence({ categories, figures }: ProjectAgreement): string | null {
  const total = (categories ?? []).reduce((sum, { n }) => sum + n, 0)
  const most = (categories ?? []).toSorted((a, b) => b.n - a.n)[0]
  if (most === undefined || most.n / total <= skewed || most.n === total) return null
  const raw = figures['percent-agreement']?.value
  const gwet = figures['gwet-ac1']?.value
  const beside = [
    raw == null ? null : `raw agreement is ${Math.round(100 * raw)} %`,
    gwet == null ? null : `Gwet’s AC1 ${formatShare(gwet)}`,
  ].filter((words) => words !== null)
  const also = beside.length === 0 ? '' : ` (${beside.join(', ')})`
  return `“${most.category}” is ${Math.round((100 * most.n) / total)} % of the answers: chance-corrected figures are low then even where people mostly agree${also}; with one rare category they judge that category alone.`
}

const prevalenceSentence = /“[^”]*” is \d+ % of the values:[^.]*\.( |$)/

function mentionsPrevalence(note: string): boolean {
  return prevalenceSentence.test(note)
}

/** Said above already, with the figures to read beside it. */
function withoutPrevalence(note: string | null): string | null {
  return note?.replace(prevalenceSentence, '').trim() || null
}

function prelabels({ prelabeled, tasks }: ProjectAgreement): string | null {
  if (prelabeled === 0) return null
  const share = Math.max(1, Math.round((100 * prelabeled) / tasks))
  return `${share} % of the tasks (${prelabeled} of ${tasks}) started from imported answers: agreement is inflated.`
}
