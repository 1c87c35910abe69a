import 'server-only'
import type { CountedAnswers } from '@/lib/core/agreement/counted-answers'
import type { Figure, Figures } from '@/lib/core/agreement/figure'
import { neutralised } from '@/lib/core/export/csv'
import type { TaskAnswers } from './answer-columns'
import { type AnswerSums, type KeptTask, saidByBoth } from './answer-sums'
import type { Measured, MeasureQuestion } from './answered-task'
import type { DistanceAlphas } from './distance-alphas'
import { type KeptAnswers, keptCategories } from './kept-answers'
import { type AsOf, asOfSentence, calm, Latest, type Stand } from './latest'
import { countedApart, measuredApart } from './measure-apart'

/** What is not kept but measured from all answers, in the background, by the number of resamples. */
export class SlowFigures {
  readonly #byResamples = new Map<number, Latest<Measured>>()
  readonly reliability = new Latest<Measured['reliability']>()

  figures(resamples: number): Latest<Measured> {
    const known = this.#byResamples.get(resamples)
    if (known) return known
    const fresh = new Latest<Measured>()
    this.#byResamples.set(resamples, fresh)
    return fresh
  }
}

export interface FiguresNow {
  figures: Figures
  /** With answers left out, of types whose answers are no categories. */
  alphas: DistanceAlphas | null
  /** Which answers figures and alphas rest on; null: those of now. */
  asOf: AsOf | null
  reliability: Measured['reliability']
  reliabilityAsOf: AsOf | null
}

/** Figures are worth more waiting than a column beside them. */
const besideFigures = 10

/** How long to wait for what is measured in the background before the last there is will do. */
export interface Waiting {
  slow: SlowFigures
  patienceMs: number
}

/**
 * The figures of these answers. Where every answer has a category they come from counts and are of now. Else, and for the reliability of annotators,
 * they are measured in the background from all answers: past `patienceMs` the last are given, and say so.
 */
export async function figuresNow(
  question: MeasureQuestion,
  answers: KeptAnswers,
  nameOf: (labelerId: string) => string,
  waiting: Waiting,
): Promise<FiguresNow> {
  const { figures, alphas, asOf } = await measuredNow(question, answers, nameOf, waiting)
  const reliability = await reliabilityNow(question, answers, nameOf, waiting)
  return { figures, alphas, asOf, reliability: reliability.value, reliabilityAsOf: reliability.asOf }
}

async function measuredNow(
  question: MeasureQuestion,
  answers: KeptAnswers,
  nameOf: (labelerId: string) => string,
  { slow, patienceMs }: Waiting,
): Promise<Pick<FiguresNow, 'figures' | 'alphas' | 'asOf'>> {
  const countable = keptCategories(answers) !== null
  if (countable && answers.spec.category?.counts) {
    return { figures: await countedApart(question, countedAnswers(answers, nameOf)), alphas: null, asOf: null }
  }
  const measure = measuring({ ...question, alphas: !countable }, answers, nameOf)
  const { value, asOf } = await slow.figures(question.bootstrap).of(standingOf(answers), measure, patienceMs)
  return { figures: asOf === null ? value.figures : withMoment(value.figures, asOf), alphas: value.alphas, asOf }
}

async function reliabilityNow(
  question: MeasureQuestion,
  answers: KeptAnswers,
  nameOf: (labelerId: string) => string,
  { slow, patienceMs }: Waiting,
): Promise<Stand<Measured['reliability']>> {
  if (keptCategories(answers) === null) return { value: null, asOf: null }
  const asked = { ...question, withoutFigures: true, reliability: true }
  const measure = measuring(asked, answers, nameOf)
  const reliability = async (calmly: boolean) => (await measure(calmly)).reliability
  return slow.reliability.of(standingOf(answers), reliability, patienceMs / besideFigures)
}

function measuring(question: MeasureQuestion, answers: KeptAnswers, nameOf: (labelerId: string) => string) {
  return async (calmly: boolean): Promise<Measured> => {
    const tasks = [...answers.tasks.values()]
    if (calmly) await calm()
    return measuredApart(question, namedTasks(tasks, nameOf))
  }
}

const standingOf = ({ version, sums }: KeptAnswers) => ({ version, answers: sums.annotations })

/** Nobody reads a figure of another moment without being told. */
function withMoment(figures: Figures, asOf: AsOf): Figures {
  const told = ([name, figure]: [string, Figure]): [string, Figure] => {
    const note = [asOfSentence(asOf), ...(figure.note === null ? [] : [figure.note])].join(' ')
    return [name, { ...figure, note }]
  }
  return Object.fromEntries(Object.entries(figures).map(told))
}

/** Counts of all answers, with who said what beside whom where there are exactly two people. */
function countedAnswers({ sums, reader }: KeptAnswers, nameOf: (labelerId: string) => string): CountedAnswers<unknown> {
  return sums.ways.counted(reader.seen, nameOf, saidByTwo(sums, reader.seen, nameOf))
}

function saidByTwo(
  { ways, pairs }: AnswerSums,
  seen: readonly unknown[],
  nameOf: (labelerId: string) => string,
): CountedAnswers<unknown>['both'] {
  if (ways.labelers.length !== 2) return null
  const [pair] = [...pairs.values()]
  if (pair === undefined) return []
  const [one, other] = pair.labelers
  const inOrder = nameOf(one) < nameOf(other)
  return saidByBoth(pair).map(({ first, second, tasks }) => {
    const [a, b] = inOrder ? [first, second] : [second, first]
    return { first: seen[a], second: seen[b], items: tasks }
  })
}

/** Answers under the names that long tables carry: pairs are drawn by them. */
function* namedTasks(tasks: readonly KeptTask[], nameOf: (labelerId: string) => string): Iterable<TaskAnswers> {
  for (const { taskId, mixedIn, ratings } of tasks) {
    if (mixedIn) continue
    yield {
      taskId: neutralised(taskId),
      ratings: ratings.map(({ labelerId, value }) => ({ annotator: nameOf(labelerId), value })),
    }
  }
}
