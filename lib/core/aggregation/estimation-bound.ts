/** No posterior moved by more: the estimation has arrived. */
export const TOLERANCE = 1e-10

/** Steps (a label met with a class, or a cell of a matrix) that one estimation may take: a few seconds. */
const MOST_STEPS = 800_000_000
const FEWEST_ROUNDS = 10
const MOST_ROUNDS = 20_000

/**
 * Rounds after which an estimation stops though posteriors still move: as many as fit into 800 million steps, at least 10, at most 20,000. It
 * depends on the size of the data alone, never on a clock, so that the same data gives the same result everywhere.
 */
export function roundsWithin(stepsOfRound: number): number {
  return Math.min(MOST_ROUNDS, Math.max(FEWEST_ROUNDS, Math.floor(MOST_STEPS / Math.max(1, stepsOfRound))))
}

/** What a person should know of an estimation that was stopped. */
export function stoppedNote({ iterations, lastChange }: { iterations: number; lastChange: number | null }): string {
  const moved = lastChange === null ? '' : ` by up to ${lastChange.toPrecision(2)}`
  return `Not converged: stopped after ${iterations} rounds while posteriors still moved${moved}; take them as rough. Labels without a pattern do this.`
}

/** What an estimation tells of itself. */
export interface Estimation {
  /** Of the data, at the parameters where it ended; null without votes. */
  log_likelihood: number | null
  /** Rounds; with several starts those of the one that was kept. */
  iterations: number
  /** Whether no posterior moved by 1e-10 in the last round; false where the estimation was stopped, and the note then says so. */
  converged: boolean
  /** How far the last round moved a posterior at most; null where there was no round. */
  last_change: number | null
}
