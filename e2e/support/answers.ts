import { expect, type Page } from '@playwright/test'
import { z } from 'zod'
import { type Account, ask, type PreparedBatch } from './installation'

const record = z.object({ state: z.string(), answer: z.unknown(), revision: z.number().nullable() })
const counts = z.object({ progress: z.object({ submitted: z.number(), open: z.number() }) })
const sentBody = z.object({ answer: z.unknown(), timeSpentMs: z.number() })

/** What a page has sent as answers, in order: which assignment, which answer. */
interface SentAnswer {
  assignmentId: string
  answer: unknown
}

/** Writes down every answer that leaves the page. */
export function listenForAnswers(page: Page): SentAnswer[] {
  const sent: SentAnswer[] = []
  page.on('request', (request) => {
    const id = /\/api\/v1\/assignments\/([^/]+)\/annotation$/.exec(request.url())?.[1]
    if (id === undefined || request.method() !== 'PUT') return
    sent.push({ assignmentId: id, answer: sentBody.parse(request.postDataJSON()).answer })
  })
  return sent
}

/** What the server keeps of an assignment, as its labeler may read it. */
export function storedAnswer({ api }: Account, assignmentId: string) {
  return ask(api, 'GET', `/api/v1/assignments/${assignmentId}`, null, record)
}

/** How many answers a batch has, as its admin reads it. */
export async function answersIn({ api }: Account, { batchId }: PreparedBatch): Promise<number> {
  return (await ask(api, 'GET', `/api/v1/batches/${batchId}`, null, counts)).progress.submitted
}

/** The stage of the task on screen, when it is the labeler's nth. */
export async function taskOnScreen(page: Page, n: number, of: number) {
  const stage = page.getByRole('region', { name: `Task ${n} of ${of}`, exact: true })
  await expect(stage).toBeVisible()
  return stage
}

/** From the queues into one of them, by the digit that stands beside it. */
export async function beginByKey(page: Page, { batchId }: PreparedBatch): Promise<void> {
  await page.goto('/queues')
  const links = page.getByRole('region', { name: 'Open to you' }).getByRole('link')
  await expect(links.first()).toBeVisible()
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))
  const digit = String(addresses.indexOf(`/label/${batchId}`) + 1)
  // The list listens once the page has come to life; the digit is pressed until it does.
  await expect(async () => {
    await page.keyboard.press(digit)
    await expect(page).toHaveURL(/\/label\//, { timeout: 1000 })
  }).toPass()
}
