import 'server-only'
import { Z_95 } from '@/lib/core/agreement/normal'
import { fairCoinP } from '@/lib/core/preference/exact-binomial'
import { wilsonInterval } from '@/lib/core/preference/wilson-interval'
import { bradleyTerry } from '@/lib/core/ranking-models/bradley-terry'
import type { PositionSums } from './position-sums'
import { given, missing, type TableFigure } from './table-figure'

export interface PositionTable {
  /** Share of choices between two that fell on the alternative shown first; p against one half; answers that chose neither are out. */
  firstShown: (TableFigure & { p: number | null; undecided: number }) | null
  /** Of the most frequent number of alternatives: the mean rank of what stood at each place, 1 best. */
  byPlace: { alternatives: number; ranks: TableFigure[] } | null
  strengths: Strengths | null
}

/** How strong the makers of the alternatives are by the choices. */
interface Strengths {
  method: string
  note: string | null
  /** Judgements that count. */
  n: number
  /** Strongest first; log strengths with mean 0 and their 95 % intervals. */
  makers: { maker: string; value: number; ci: [number, number]; ranks: [number, number] }[]
  /** Log-odds that being shown first adds. */
  orderEffect: { value: number; ci: [number, number] } | null
}

const mostMakers = 50

export function positionTable(sums: PositionSums): PositionTable {
  return { firstShown: firstShownOf(sums), byPlace: byPlaceOf(sums), strengths: strengthsOf(sums) }
}

function firstShownOf({ first, decided, undecided }: PositionSums): PositionTable['firstShown'] {
  if (decided + undecided === 0) return null
  const method =
    'Share of choices for the alternative shown first, 95 % Wilson interval (1927), exact two-sided binomial p against 1/2'
  if (decided === 0) return { ...missing('no-display-order', 0, method), p: null, undecided }
  const share = given(first / decided, decided, method, wilsonInterval(first, decided))
  return { ...share, p: fairCoinP(first, decided), undecided }
}

function byPlaceOf({ places }: PositionSums): PositionTable['byPlace'] {
  const [alternatives, known] = [...places].toSorted(([, a], [, b]) => b.n - a.n)[0] ?? []
  if (alternatives === undefined || known === undefined || known.n === 0) return null
  const method = 'Mean rank of what was shown at the place, 1 best, ± 1.96 standard errors over answers'
  const ranks = [...known.sum].map((sum, place) => {
    const mean = sum / known.n
    const squares = (known.squares[place] ?? 0) - known.n * mean ** 2
    const reach = known.n < 2 ? null : Z_95 * Math.sqrt(Math.max(0, squares) / (known.n - 1) / known.n)
    return given(mean, known.n, method, reach === null ? null : [mean - reach, mean + reach])
  })
  return { alternatives, ranks }
}

function strengthsOf(sums: PositionSums): Strengths | null {
  const comparisons = sums.comparisons()
  if (comparisons.length === 0) return null
  if (new Set(comparisons.flatMap(({ a, b }) => [a, b])).size > mostMakers) return null
  const ordered = comparisons.every(({ first }) => first !== null)
  const fit = bradleyTerry(comparisons, { orderEffect: ordered })
  const implied = ordered ? null : 'Pairs implied by one ranking are not independent: the intervals are too narrow.'
  const { ranks, order_effect: effect } = fit
  const makers = Object.entries(fit.strengths ?? {}).map(([maker, { value, ci }]) => {
    const places: [number, number] = ranks?.[maker] ?? [1, 1]
    return { maker, value, ci, ranks: places }
  })
  const known = effect && effect.value !== null && effect.se !== null ? { value: effect.value, se: effect.se } : null
  return {
    method: `Bradley & Terry (1952) by maximum likelihood${ordered ? ', with an effect of being shown first' : ''}; ties by Davidson (1970)`,
    note: [fit.note, implied].filter((note) => note !== null).join(' ') || null,
    n: fit.n,
    makers: makers.toSorted((a, b) => b.value - a.value),
    orderEffect: known && {
      value: known.value,
      ci: [known.value - Z_95 * known.se, known.value + Z_95 * known.se],
    },
  }
}
