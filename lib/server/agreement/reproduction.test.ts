import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Command } from 'commander'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { registerAgreement } from '@/bin/commands/agreement'
import { seededRandom } from '@/lib/core/random/seeded-random'
import type { taskTypes } from '@/lib/task-types/registry'
import { system } from '../access/actor'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { agreementTable, agreementTableResponse } from './agreement-table'
import { givenAnswer } from './answers.fixture'
import { projectAgreement } from './project-agreement'
import { type Reproduction, reproduction } from './reproduction'

const folder = mkdtempSync(path.join(tmpdir(), 'concord-reproduce-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

const random = seededRandom(11)
const pick = <Value>(values: readonly Value[]): Value | undefined => values[random.below(values.length)]
const words = () => Array.from({ length: 5 }, () => pick(['=SUM(A1)', 'the', 'cat', 'sat', '“so”']) ?? '').join(' ')
const box = () => ({ label: pick(['cat', 'dog']), x: random.below(9), y: random.below(9), width: 20, height: 30 })

/** By type: a config, and an answer of which two people give different ones often enough. */
const studies: { taskType: keyof typeof taskTypes; name: string; config: unknown; answer: () => unknown }[] = [
  {
    taskType: 'sentiment',
    name: 'labels that look like formulas or hold commas',
    config: { labels: ['-1', '=0', 'one, or "more"', '@never'], scale: 'ordinal' },
    answer: () => ({ label: pick(['-1', '=0', 'one, or "more"']) }),
  },
  {
    taskType: 'preference',
    name: 'choices with strength, ties and both-bad',
    config: { strength: true },
    answer: () =>
      pick([{ choice: 'a', strength: 2 }, { choice: 'b', strength: 1 }, { choice: 'tie' }, { choice: 'both-bad' }]),
  },
  {
    taskType: 'ranking',
    name: 'rankings',
    config: {},
    answer: () => ({ ranks: [1 + random.below(3), 2, 1 + random.below(3)] }),
  },
  {
    taskType: 'bounding-box',
    name: 'boxes, and images without any',
    config: { labels: ['cat', 'dog'] },
    answer: () => ({ boxes: Array.from({ length: random.below(3) }, box) }),
  },
  { taskType: 'transcription', name: 'texts', config: {}, answer: () => ({ text: words() }) },
]

async function givenStudy({ taskType, config, answer }: (typeof studies)[number], people = 3, tasks = 12) {
  const project = await givenProject({ taskType, config })
  const crowd = await Promise.all(Array.from({ length: people }, () => givenUser()))
  for (const batch of [
    await givenBatch({ projectId: project.id, tasks }),
    await givenBatch({ projectId: project.id, tasks: 3 }),
  ]) {
    for (const taskId of batch.taskIds) {
      for (const { id } of crowd) {
        if (random.below(5) > 0)
          await givenAnswer(taskId, id, answer(), { order: random.below(2) === 0 ? [1, 0] : [0, 1] })
      }
    }
  }
  return { project, crowd }
}

async function downloaded(projectId: string): Promise<string> {
  const { stream } = await agreementTable(system, projectId)
  return new Response(stream).text()
}

/** What `concord agreement …` prints about the table, run from its folder. */
async function printed(table: string, { args }: Reproduction['commands'][number]): Promise<Record<string, Numbers>> {
  const file = path.join(folder, 'agreement.csv')
  writeFileSync(file, table)
  let output = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text)
    return true
  })
  const program = new Command('concord').exitOverride()
  registerAgreement(program)
  await program.parseAsync(['node', 'concord', ...args.map((arg) => (arg === 'agreement.csv' ? file : arg))])
  vi.restoreAllMocks()
  return JSON.parse(output)
}

interface Numbers {
  value: number | null
  n_items: number
  n_annotators: number
  n_pairable: number
  ci: [number, number] | null
  se: number | null
  reason: string | null
}

const close = (number: number | null | undefined) => (typeof number === 'number' ? expect.closeTo(number, 12) : number)

function numbersOf({ value, n_items, n_annotators, n_pairable, ci, se, reason }: Numbers) {
  return { value: close(value), n_items, n_annotators, n_pairable, ci: ci?.map(close) ?? null, se: close(se), reason }
}

describeOnEachEngine('reproducing the figures', (engine) => {
  beforeEach(() => freshDatabase(engine))

  for (const study of studies) {
    test(`the command gives every figure of the page from the downloaded table: ${study.name}`, async () => {
      const { project } = await givenStudy(study)
      const bootstrap = 50
      const { figures } = await projectAgreement(system, project.id, { bootstrap })
      const { commands } = await reproduction(system, project.id, { bootstrap })
      const table = await downloaded(project.id)
      const compared: string[] = []
      for (const command of commands) {
        const theirs = await printed(table, command)
        const renamed = Object.entries(command.figures)
        const names = renamed.length > 0 ? renamed : Object.keys(figures).map((name): [string, string] => [name, name])
        for (const [ours, name] of names) {
          const own = figures[ours]
          const other = theirs[name]
          if (other === undefined || own === undefined) continue
          expect([ours, other]).toEqual([ours, expect.objectContaining(numbersOf(own))])
          compared.push(ours)
        }
      }
      expect(compared.toSorted()).toEqual(Object.keys(figures).toSorted())
    })
  }

  test('past 2,000 answers too, where chance is estimated from drawn pairs', async () => {
    const [, , , , texts] = studies
    if (!texts) throw new Error('There is no study of texts.')
    const { project } = await givenStudy(texts, 3, 950)
    const { figures } = await projectAgreement(system, project.id)
    const { commands, note } = await reproduction(system, project.id)
    expect(figures['krippendorff-alpha']?.n_pairable).toBeGreaterThan(2000)
    expect(note).toMatch(/drawn with seed 1/)
    const [command] = commands
    if (!command) throw new Error('There is no command.')
    const theirs = await printed(await downloaded(project.id), command)
    expect(theirs['krippendorff-alpha']?.value).toBeCloseTo(figures['krippendorff-alpha']?.value ?? Number.NaN, 12)
  })

  test('the table names nobody, runs in no spreadsheet, and tells which response stood first', async () => {
    const project = await givenProject({ taskType: 'preference', config: {} })
    const { taskIds } = await givenBatch({ projectId: project.id, tasks: 1 })
    const { id } = await givenUser({ name: 'Ada Lovelace' })
    await givenAnswer(taskIds[0] ?? '', id, { choice: 'b', strength: 3 }, { order: [1, 0] })
    const [header = '', line = ''] = (await downloaded(project.id)).split('\n')
    expect(header).toBe('item,annotator,value,shown_first,strength,batch,external_id')
    expect(line).toMatch(/,annotator-[0-9a-f]{12},b,b,3,Batch .*,line-1$/)
    expect(line).not.toMatch(/Ada/)
    expect(line).not.toContain(id)
  })

  test('R computes alpha itself for rankings, texts and sets of labels; for boxes it calls the command', async () => {
    const scripts = new Map<string, string>()
    for (const study of studies.filter(({ taskType }) => taskType !== 'preference')) {
      const { project } = await givenStudy(study, 2, 3)
      scripts.set(study.taskType, (await reproduction(system, project.id)).r.join('\n'))
    }
    expect(scripts.get('ranking')).toMatch(/sign\(outer.*observed \/ 0\.5/s)
    expect(scripts.get('transcription')).toMatch(/adist.*apart\(unlist\(units\)\)/s)
    expect(scripts.get('bounding-box')).toMatch(/system2\("concord"/)
    const sets = await givenProject({ taskType: 'sentiment', config: { labels: ['a', 'b'], multiple: true } })
    expect((await reproduction(system, sets.id)).r.join('\n')).toMatch(/intersect\(a, b\)/)
  })

  test('whoever may not see the agreement gets no table and no lines', async () => {
    const project = await givenProject({ taskType: 'sentiment', config: { labels: ['a', 'b'] } })
    const { actor } = await givenUser({ role: 'labeler' })
    await expect(agreementTableResponse(actor, project.id, {})).rejects.toMatchObject({ status: 404 })
    await expect(reproduction(actor, project.id)).rejects.toMatchObject({ status: 404 })
  })
})
