import 'server-only'
import { taskTypeOf } from '@/lib/task-types/registry'
import { SlowFigures } from './figures-now'
import { KeptAnswers } from './kept-answers'
import { type MeasuredTables, measuredTables } from './measured-tables'

export interface StoredProject {
  id: string
  taskType: string
  /** JSON as stored. */
  config: string
  configVersion: number
}

export interface Asked {
  /** Null: the project. */
  batchId: string | null
  batchIds: readonly string[]
  /** People whose answers count nowhere. */
  leftOut: ReadonlySet<string>
  /** Names a further set of counts over the same batches, kept beside the first. */
  variant?: string
}

const mostQuestions = 20
const mostAnswers = 2_000_000

interface Question {
  configVersion: number
  answers: KeptAnswers
  /** By resamples, each of the version it was measured at. */
  measured: Map<number, { version: number; tables: MeasuredTables }>
  slow: SlowFigures
}

/** The last asked stand last. */
const questions = new Map<string, Question>()

/** How figures are asked for. */
export interface Measuring {
  /** Resamples of the intervals. */
  bootstrap: number
  /** Past so long a figure that is measured from all answers may be the last there is, and says so. */
  patienceMs: number
}

/** Figures and tables over some batches of a project, as of now. Only what changed since the last time is read and counted. */
export async function keptTables(
  project: StoredProject,
  asked: Asked,
  { bootstrap, patienceMs }: Measuring,
  nameOf: (labelerId: string) => string,
): Promise<MeasuredTables> {
  const { answers, measured, slow } = questionOf(project, asked)
  const tablesNow = async () => {
    const known = measured.get(bootstrap)
    if (known?.version === answers.version) return known.tables
    const question = { taskType: project.taskType, config: JSON.parse(project.config), bootstrap }
    const version = answers.version
    const tables = await measuredTables(question, answers, nameOf, { slow, patienceMs })
    if (tables.isOfNow) measured.set(bootstrap, { version, tables })
    return tables
  }
  return answers.look(asked.batchIds, tablesNow, asked.leftOut)
}

/** The answers that these figures rest on, as of now, without measuring anything. */
export async function keptAnswers(project: StoredProject, asked: Asked): Promise<KeptAnswers> {
  const { answers } = questionOf(project, asked)
  return answers.look(asked.batchIds, async () => answers, asked.leftOut)
}

function questionOf(project: StoredProject, { batchId, variant }: Asked): Question {
  const key = JSON.stringify([project.id, batchId, variant ?? ''])
  const known = questions.get(key)
  questions.delete(key)
  const question = known?.configVersion === project.configVersion ? known : newQuestion(project)
  questions.set(key, question)
  makeRoom()
  return question
}

function newQuestion({ taskType, config, configVersion }: StoredProject): Question {
  const spec = taskTypeOf(taskType)
  const answers = new KeptAnswers(spec, spec.config.parse(JSON.parse(config)))
  return { configVersion, answers, measured: new Map(), slow: new SlowFigures() }
}

/** Lets go of what was asked longest ago; what is being asked stays, however large. */
function makeRoom(): void {
  let answers = 0
  let kept = 0
  for (const [key, question] of [...questions].reverse()) {
    answers += question.answers.sums.annotations
    kept += 1
    if (kept > 1 && (kept > mostQuestions || answers > mostAnswers)) questions.delete(key)
  }
}
