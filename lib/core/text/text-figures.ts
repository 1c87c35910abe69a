import type { Figure, Figures, Unit } from '@/lib/core/agreement/figure'
import { alphaFigure } from '@/lib/core/pair-scores/alpha-figure'
import { type FigureOptions, thresholdOf, unknownMeasure } from '@/lib/core/pair-scores/figure-options'
import { ratio } from '@/lib/core/pair-scores/fraction'
import { pairFigure } from '@/lib/core/pair-scores/pair-figure'
import { editDistanceFrom } from './edit-distance'
import { errorRateFigure } from './error-rate-figure'
import type { Ignored, TextUnit } from './normalise-text'
import { segmentF1Fraction, segmentSoftF1Fraction } from './segments'
import { similarityFraction } from './text-scores'
import { segmentUnits, type TextValue, tokenUnits } from './text-value'

export interface TextFigureOptions extends FigureOptions {
  ignore?: readonly Ignored[]
  /** What alpha and the headline run on: `character` suits languages written without spaces. `word` unless given. */
  distance?: TextUnit
  /** The annotator whose text is the truth for `wer` and `cer`. */
  reference?: string | undefined
}

const ALWAYS = ['krippendorff-alpha', 'word-similarity', 'character-similarity'] as const
const WITH_REFERENCE = ['wer', 'cer'] as const
const WITH_SEGMENTS = ['segment-soft-f1', 'segment-f1@0.5'] as const

/** What is reported where nothing is named, the headline first. */
function textMeasures(units: readonly Unit<TextValue>[], reference: string | undefined): string[] {
  const timed = units.some(({ ratings }) =>
    ratings.some(({ value }) => typeof value !== 'string' && Array.isArray(value.segments)),
  )
  return [...ALWAYS, ...(reference === undefined ? [] : WITH_REFERENCE), ...(timed ? WITH_SEGMENTS : [])]
}

/**
 * Agreement on the text of each item. Between annotators a symmetric similarity; error rates only against a reference.
 * @throws AppError `bad-input` for an unknown measure, `invalid-content` for a segment without length.
 */
export function textFigures(units: Unit<TextValue>[], options: TextFigureOptions = {}): Figures {
  const names = options.measures ?? textMeasures(units, options.reference)
  return Object.fromEntries(names.map((name) => [name, textFigure(name, units, options)]))
}

function textFigure(name: string, units: Unit<TextValue>[], options: TextFigureOptions): Figure {
  const { ignore = [] } = options
  const setting = ignore.length === 0 ? 'NFC, nothing ignored' : `NFC, ignoring ${ignore.join(', ')}`
  if (name === 'krippendorff-alpha') {
    const by = options.distance ?? 'word'
    const method = `${by} edits / the longer text, ${setting}`
    return alphaFigure(tokenUnits(units, by, ignore, options.memory), { between: relativeEdits(), method }, options)
  }
  if (name === 'word-similarity' || name === 'character-similarity') {
    const by = name === 'word-similarity' ? 'word' : 'character'
    return pairFigure(
      tokenUnits(units, by, ignore, options.memory),
      {
        score: similarityFraction,
        read: (fraction) => ratio(fraction, 1),
        undefinedReason: 'no-pairable-values',
        method: `1 − ${by} edits / the longer text (Levenshtein, costs 1), ${setting}`,
      },
      options,
    )
  }
  if (name === 'wer' || name === 'cer') {
    const by = name === 'wer' ? 'word' : 'character'
    const method = `${by === 'word' ? 'Word' : 'Character'} error rate (Levenshtein, costs 1), ${setting}`
    return errorRateFigure(tokenUnits(units, by, ignore, options.memory), options.reference, { ...options, method })
  }
  return segmentFigure(name, units, options)
}

function segmentFigure(name: string, units: Unit<TextValue>[], options: TextFigureOptions): Figure {
  const threshold = thresholdOf(name, 'segment-f1')
  if (threshold === null && name !== 'segment-soft-f1') {
    throw unknownMeasure(name, [...ALWAYS, ...WITH_REFERENCE, ...WITH_SEGMENTS])
  }
  return pairFigure(
    segmentUnits(units),
    {
      score: (a, b) => (threshold === null ? segmentSoftF1Fraction(a, b) : segmentF1Fraction(threshold, a, b)),
      read: (fraction) => ratio(fraction, 1),
      undefinedReason: 'no-pairable-values',
      method: `${threshold === null ? 'Soft F1' : `F1 at IoU ≥ ${threshold}`} of timed segments, one-dimensional IoU`,
    },
    options,
  )
}

/** Edits / the longer text. Alpha compares one text with all others in turn, so the preparation of the last first text is kept. */
function relativeEdits(): (a: number[], b: number[]) => number {
  let prepared: number[] = []
  let editsTo = editDistanceFrom(prepared)
  return (a, b) => {
    if (prepared !== a) {
      prepared = a
      editsTo = editDistanceFrom(a)
    }
    return ratio({ numerator: editsTo(b), denominator: Math.max(a.length, b.length) }, 0)
  }
}
