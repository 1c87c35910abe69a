/** One run of `concord agreement` on a type's long table. */
export interface CommandRun {
  options: string[]
  /** The project's categories go with it, in their declared order. */
  declares: boolean
  /** Our figure → the measure by which the run gives it, where its name is another. */
  figures: Record<string, string>
}

/** What a few lines of Python or R need to know to compute alpha with the type's distance. */
export interface DistanceLines {
  imports: string
  /** An expression that reads the text of the column `value`. */
  read: string
  /** The lines that define `distance(a, b)`. */
  distance: string[]
  /** The lines of R that define `apart(v)`, the matrix of distances between the texts v of the column; without them R asks the command. */
  r?: readonly string[]
  /** What chance gives, where that is known. */
  expected: number | null
}

/** How answers of a type stand in a long table that anybody can score: the columns that CLI, R and Python read. */
export interface LongTable {
  /** Beside `value`. */
  columns: readonly string[]
  /** `order[i]`: the canonical index of the alternative shown at place i. */
  row(answer: unknown, config: unknown, order: readonly number[]): Record<string, unknown>
  /** The runs that together give the type's figures; none where the command does not know such values. */
  runs(config: unknown, answers: readonly unknown[]): CommandRun[]
  /** Null where every value is a category. */
  distance(config: unknown, answers: readonly unknown[]): DistanceLines | null
}

/** Everything the command gives for these options. */
export const allFigures = (options: string[]): CommandRun => ({ options, declares: false, figures: {} })
/** Alpha alone, which we call `name`. */
export const alphaAs = (name: string, options: string[]): CommandRun => ({
  options: ['--measure', 'krippendorff-alpha', ...options],
  declares: false,
  figures: { [name]: 'krippendorff-alpha' },
})
