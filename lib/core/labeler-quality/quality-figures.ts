import type { RestAgreement } from './agreement-with-rest'
import type { LongestRun } from './answer-variety'
import type { Reliability } from './reliability'

/** A finding that deserves a look, with its reason and the number of items behind it. It is no verdict. */
export interface Flag {
  name:
    | 'low-gold-accuracy'
    | 'lowers-agreement'
    | 'near-chance'
    | 'very-fast'
    | 'position-bias'
    | 'little-variety'
    | 'straight-lining'
  sentence: string
  n: number
}

export interface LabelerQuality {
  annotator: string
  /** Items judged. */
  n: number
  /** Share of gold items answered right, 95 % Wilson interval. */
  gold: { value: number | null; ci: [number, number] | null; right: number; n: number }
  withRest: RestAgreement
  /** Krippendorff's alpha of everybody, of the others alone, and what the annotator adds to it. */
  leaveOneOut: { all: number | null; without: number | null; gain: number | null; n: number }
  /** Null without categories. */
  reliability: (Reliability & { n: number }) | null
  speed: { medianMs: number | null; perHour: number | null; othersMedianMs: number | null; n: number }
  /** Share of decided choices that fell on the alternative shown first; p exact, two-sided, against one half. */
  position: { firstShare: number | null; ci: [number, number] | null; p: number | null; n: number }
  /** Entropy of the answers in bits, beside that of what the others said of the same items. */
  variety: { bits: number | null; othersBits: number | null; n: number }
  /** Longest row of equal answers, and how likely one as long is with everybody's shares (for any of the categories). */
  run: (LongestRun & { p: number; n: number }) | null
  flags: Flag[]
}
