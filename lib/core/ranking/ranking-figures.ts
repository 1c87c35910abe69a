import type { Figure, Figures, Reason, Unit } from '@/lib/core/agreement/figure'
import { alphaFigure } from '@/lib/core/pair-scores/alpha-figure'
import { pairableUnits } from '@/lib/core/pair-scores/annotator-pairs'
import { type FigureOptions, unknownMeasure } from '@/lib/core/pair-scores/figure-options'
import { type Fraction, ratio } from '@/lib/core/pair-scores/fraction'
import { pairFigure } from '@/lib/core/pair-scores/pair-figure'
import { concordanceFigure } from './concordance-figure'
import { kendallDistance } from './kendall-distance'
import { type Ranks, sharedRanks } from './ranks'
import { spearman } from './spearman'
import { tauB } from './tau-b'

/** What is reported where nothing is named, the headline first. */
export const rankingMeasures = ['kendall-w', 'kendall-tau-b', 'spearman', 'krippendorff-alpha'] as const

/**
 * Agreement on the order of each item's responses. Alpha takes ½, what a random order gives, as the expected distance: responses of
 * different prompts cannot be compared.
 * @throws AppError `bad-input` for an unknown measure.
 */
export function rankingFigures(units: Unit<Ranks>[], options: FigureOptions = {}): Figures {
  const names = options.measures ?? rankingMeasures
  return Object.fromEntries(names.map((name) => [name, rankingFigure(name, units, options)]))
}

function rankingFigure(name: string, units: Unit<Ranks>[], options: FigureOptions): Figure {
  switch (name) {
    case 'kendall-w':
      return concordanceFigure(units, options)
    case 'kendall-tau-b':
      return correlationFigure(units, tauB, "Kendall's tau-b (1945)", options)
    case 'spearman':
      return correlationFigure(units, spearman, "Spearman's rho (1904) of mid-ranks", options)
    case 'krippendorff-alpha':
      return alphaFigure(
        units,
        { between: kendallDistance, method: 'Kendall distance, ½ for a pair tied by one', expected: 0.5 },
        options,
      )
    default:
      throw unknownMeasure(name, rankingMeasures)
  }
}

function correlationFigure(
  units: Unit<Ranks>[],
  correlation: (a: Ranks, b: Ranks) => number | null,
  method: string,
  options: FigureOptions,
): Figure {
  const score = (a: Ranks, b: Ranks): Fraction => {
    const value = correlation(a, b)
    return value === null ? { numerator: 0, denominator: 0 } : { numerator: value, denominator: 1 }
  }
  const read = (fraction: Fraction) => ratio(fraction, null)
  return pairFigure(units, { score, read, undefinedReason: reasonWithoutPairs(units), method }, options)
}

/** Why no pair of rankings has a correlation: they share no two responses, or one of each pair ties them all. */
function reasonWithoutPairs(units: Unit<Ranks>[]): Reason {
  const share = pairableUnits(units).some(({ ratings }) =>
    ratings.some((a, place) => ratings.slice(place + 1).some((b) => sharedRanks(a.value, b.value).first.length >= 2)),
  )
  return share ? 'tied-rankings' : 'incomplete-rankings'
}
