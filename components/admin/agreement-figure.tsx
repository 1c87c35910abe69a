import { formatShare, IntervalBar } from '@/components/ui/interval-bar'
import type { Figure } from '@/lib/core/agreement/figure'
import { countOf } from './numbers'

/** `.71 [.64, .78]` */
export function FigureText({ figure, large = false }: { figure: Pick<Figure, 'value' | 'ci'>; large?: boolean }) {
  if (figure.value === null) return <span className={large ? 'font-semibold text-xl' : ''}>Not defined</span>
  return (
    <span dir="ltr" className="tabular">
      <b className={large ? 'font-semibold text-xl tracking-tight' : 'font-semibold'}>{formatShare(figure.value)}</b>
      {figure.ci ? (
        <span className="ms-1.5 text-muted">
          [{formatShare(figure.ci[0])}, {formatShare(figure.ci[1])}]
        </span>
      ) : null}
    </span>
  )
}

/** n = 131 tasks, 5 labelers */
export function sizeOf(figure: Figure): string {
  return `n = ${countOf(figure.n_items, 'task')}, ${countOf(figure.n_annotators, 'labeler')}`
}

/** Value, interval and n in one line of a table; undefined is its sentence. */
export function FigureRow({
  figure,
  name,
}: {
  figure: Pick<Figure, 'value' | 'ci' | 'n_items' | 'note'>
  name: string
}) {
  if (figure.value === null) {
    return <span className="text-muted">{figure.note ?? 'Not defined: no task has two answers yet.'}</span>
  }
  return (
    <span className="flex items-center gap-3">
      <span className="w-28 shrink-0 whitespace-nowrap">
        <FigureText figure={figure} />
      </span>
      <IntervalBar value={figure.value} interval={figure.ci} label={name} className="w-30 max-sm:hidden" />
      <span className="whitespace-nowrap text-muted tabular">n = {figure.n_items}</span>
    </span>
  )
}

const words: readonly (readonly [RegExp, string])[] = [
  [/krippendorff-alpha/, 'Krippendorff’s α'],
  [/cohen-kappa/, 'Cohen’s κ'],
  [/fleiss-kappa/, 'Fleiss’ κ'],
  [/scott-pi/, 'Scott’s π'],
  [/gwet-ac/, 'Gwet’s AC'],
  [/kendall-w/, 'Kendall’s W'],
  [/kendall-tau/, 'Kendall’s τ'],
  [/^f1@0?/, 'F1 at IoU '],
  [/^soft-f1/, 'Soft F1'],
  [/^mean-iou-/, 'Mean IoU, '],
]

/** A measure's key as people read it: `krippendorff-alpha` → 'Krippendorff’s α', `krippendorff-alpha-ordered` → 'Krippendorff’s α ordered'. */
export function measureName(key: string): string {
  const named = words.reduce((name, [pattern, word]) => name.replace(pattern, word), key)
  return named.replaceAll('-', ' ').replace(/^[a-z]/, (letter) => letter.toUpperCase())
}
