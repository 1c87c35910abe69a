import 'server-only'
import { createHash, type Hash, hash } from 'node:crypto'
import type { ExportTally } from '@/lib/core/export/contract'
import { wilsonInterval } from '@/lib/core/preference/wilson-interval'
import type { AnyTaskType, StoredMedia } from '@/lib/core/task-type'
import { AnswerSample, type SampledTask } from './answer-sample'
import type { Manifest } from './manifest-schema'
import type { PassingTask, PassNotes } from './passing-tasks'

/** What was counted in another thread, as plain data. */
export type Counted = Pick<
  ExportCount,
  | 'counts'
  | 'leftOut'
  | 'leftOutAnswers'
  | 'annotators'
  | 'guidelinesVersions'
  | 'splits'
  | 'categories'
  | 'caveats'
  | 'tasks'
  | 'annotations'
  | 'adjudicated'
  | 'prelabeled'
  | 'undecided'
  | 'newest'
  | 'chosen'
  | 'chosenFirst'
> & { sampled: readonly SampledTask[] }

/** What the writing pass finds out besides, in memory that does not grow with the tasks. */
export class ExportCount implements ExportTally, PassNotes {
  readonly counts = new Map<string, number>()
  readonly leftOut = new Map<string, number>()
  readonly leftOutAnswers = new Map<string, number>()
  readonly annotators = new Set<string>()
  readonly guidelinesVersions = new Set<number>()
  readonly splits = new Map<string, number>()
  readonly sample = new AnswerSample()
  /** Of the method that made one answer of several. */
  readonly caveats = new Set<string>()
  /** Shown by the tasks exported; gathered only where media go along. */
  readonly media = new Map<string, StoredMedia>()
  tasks = 0
  annotations = 0
  adjudicated = 0
  prelabeled = 0
  undecided = 0
  newest = 0
  /** Tasks by the category of their answer. */
  readonly categories: Map<string, number>
  /** Choices of one of two alternatives, and of the one shown first. */
  chosen = 0
  chosenFirst = 0
  readonly #alternatives: readonly string[]
  readonly #digest: Hash = createHash('sha256')
  readonly #spec: AnyTaskType
  readonly #config: unknown
  readonly #onLine: (line: string) => void

  /** `onLine` takes the lines that the digest is made of; without it they are digested here. */
  constructor(spec: AnyTaskType, config: unknown, onLine?: (line: string) => void) {
    this.#spec = spec
    this.#config = config
    this.categories = new Map(spec.category?.categories(config).map((category) => [category, 0]))
    this.#alternatives = [...this.categories.keys()].slice(0, 2)
    this.#onLine = onLine ?? ((line) => this.digestLines(line))
  }

  /** For another thread's count to absorb. */
  counted(): Counted {
    const { counts, leftOut, leftOutAnswers, annotators, guidelinesVersions, splits, categories, caveats } = this
    const { tasks, annotations, adjudicated, prelabeled, undecided, newest, chosen, chosenFirst } = this
    const sums = { tasks, annotations, adjudicated, prelabeled, undecided, newest, chosen, chosenFirst }
    const sampled = this.sample.sampled
    const found = { counts, leftOut, leftOutAnswers, annotators, guidelinesVersions, splits, categories, caveats }
    return { ...found, ...sums, sampled }
  }

  absorb(other: Counted): void {
    for (const name of ['counts', 'leftOut', 'leftOutAnswers', 'splits', 'categories'] as const) {
      for (const [what, by] of other[name]) add(this[name], what, by)
    }
    for (const id of other.annotators) this.annotators.add(id)
    for (const caveat of other.caveats) this.caveats.add(caveat)
    for (const version of other.guidelinesVersions) this.guidelinesVersions.add(version)
    for (const task of other.sampled) this.sample.keep(task)
    this.tasks += other.tasks
    this.annotations += other.annotations
    this.adjudicated += other.adjudicated
    this.prelabeled += other.prelabeled
    this.undecided += other.undecided
    this.newest = Math.max(this.newest, other.newest)
    this.chosen += other.chosen
    this.chosenFirst += other.chosenFirst
  }

  /** Lines of annotations in the order of the export. */
  digestLines(lines: string): void {
    this.#digest.update(lines)
  }

  count(what: string, by = 1): void {
    add(this.counts, what, by)
  }

  leaveOut(reason: string, answers: number): void {
    add(this.leftOut, reason)
    if (answers > 0) this.leaveOutAnswer('task_left_out', answers)
  }

  leaveOutAnswer(reason: string, by = 1): void {
    add(this.leftOutAnswers, reason, by)
  }

  /** A task that was written. */
  note(task: PassingTask): void {
    const { exported, stored, kept, given } = task
    this.tasks += 1
    this.annotations += kept.length
    if (exported.adjudicated !== null) this.adjudicated += 1
    if (exported.prelabeled) this.prelabeled += 1
    if (exported.split !== null) add(this.splits, exported.split)
    this.#noteVerdict(exported.verdict.answer)
    if (exported.verdict.caveat !== undefined) this.caveats.add(exported.verdict.caveat)
    kept.forEach((annotation, index) => {
      const { id, revision, answer, labelerId, guidelinesVersion, updatedAt } = annotation
      this.annotators.add(labelerId)
      this.guidelinesVersions.add(guidelinesVersion)
      this.newest = Math.max(this.newest, updatedAt.getTime())
      this.#onLine(`${id} ${revision} ${hash('sha256', answer)}\n`)
      this.#notePosition(given[index], exported.annotations[index]?.order ?? [])
    })
    if (exported.adjudicated !== null && stored.adjudication !== null) {
      const { revision, answer, updatedAt } = stored.adjudication
      this.newest = Math.max(this.newest, updatedAt.getTime())
      this.#onLine(`${stored.id}:adjudicated ${revision} ${hash('sha256', answer)}\n`)
    }
    this.sample.add(task)
  }

  /** May be asked once. */
  annotationsDigest(): string {
    return this.#digest.digest('hex')
  }

  /** Tasks by the category of their answer; null for types whose answers are no categories. */
  classBalance(): Manifest['class_balance'] {
    return this.#spec.category === null ? null : Object.fromEntries(this.categories)
  }

  /** How often the alternative shown first was chosen, of all choices of one alternative whose order of display is known. */
  positionBias(): Manifest['position_bias'] {
    if (this.chosen === 0) return null
    const [n, first] = [this.chosen, this.chosenFirst]
    return { share_first: first / n, n, ci: wilsonInterval(first, n), method: '95 % Wilson interval (1927)' }
  }

  #noteVerdict(answer: unknown): void {
    if (answer === null) {
      this.undecided += 1
      return
    }
    const category = this.#spec.category?.of(answer, this.#config) ?? null
    if (category !== null) add(this.categories, category)
  }

  /** Types with two alternatives declare these as their first two categories, in canonical order, as `order` counts them. */
  #notePosition(answer: unknown, order: readonly number[]): void {
    if (order.length !== 2 || this.#spec.category === null) return
    const category = this.#spec.category.of(answer, this.#config)
    const chosen = category === null ? -1 : this.#alternatives.indexOf(category)
    if (chosen === -1) return
    this.chosen += 1
    if (order[0] === chosen) this.chosenFirst += 1
  }
}

function add(counts: Map<string, number>, what: string, by = 1): void {
  counts.set(what, (counts.get(what) ?? 0) + by)
}
