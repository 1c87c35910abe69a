import { expect } from '@playwright/test'
import { z } from 'zod'
import { type Account, ask, givenBatch, givenLabeler, givenMember, type Installation } from './installation'

export interface Dispute {
  projectId: string
  batchId: string
  labelers: Account[]
  reviewer: Account
}

const claimed = z.object({ assignments: z.array(z.object({ id: z.string(), taskId: z.string() })) })
const queues = z.object({ queues: z.array(z.object({ projectId: z.string(), waiting: z.number() })) })
const opinions = ['positive', 'neutral', 'negative']

/** Texts on which three labelers say three different things, and a reviewer for whom all of them wait. `who` keeps the people of several disputes apart. */
export async function givenDispute(
  installation: Installation,
  who: string,
  texts: readonly string[],
): Promise<Dispute> {
  const lines = texts.map((text) => ({ text }))
  const project = { name: `Reviews of ${who}`, taskType: 'sentiment' }
  const { projectId, batchId } = await givenBatch(installation, project, lines, [], opinions.length)
  const labelers: Account[] = []
  for (const label of opinions) {
    const labeler = await givenLabeler(installation, `${label}${who} Labeler`)
    const wish = { batchId, count: texts.length }
    const { assignments } = await ask(labeler.api, 'POST', '/api/v1/queue/claim', wish, claimed)
    for (const { id } of assignments) {
      const answer = { answer: { label }, timeSpentMs: 1 }
      await ask(labeler.api, 'PUT', `/api/v1/assignments/${id}/annotation`, answer, z.unknown())
    }
    labelers.push(labeler)
  }
  const reviewer = await givenMember(installation, `${who} Reviewer`, { role: 'reviewer', projectId })
  const dispute = { projectId, batchId, labelers, reviewer }
  await expect.poll(() => waitingFor(dispute)).toBe(texts.length)
  return dispute
}

/** How many tasks wait for the reviewer. */
export async function waitingFor({ reviewer, projectId }: Dispute): Promise<number | null> {
  const reply = await ask(reviewer.api, 'GET', '/api/v1/review/queues', null, queues)
  return reply.queues.find((queue) => queue.projectId === projectId)?.waiting ?? null
}

const verdicts = z.object({
  items: z.array(z.object({ taskId: z.string(), how: z.string(), summary: z.string(), note: z.string().nullable() })),
})

/** The verdicts of the project, newest first, as its admin reads them. */
export async function verdictsOf({ admin }: Installation, { projectId }: Dispute) {
  return (await ask(admin.api, 'GET', `/api/v1/projects/${projectId}/adjudications`, null, verdicts)).items
}
