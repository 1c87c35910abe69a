import { expect, type Page, test } from '@playwright/test'
import { z } from 'zod'
import { type Dispute, givenDispute, verdictsOf, waitingFor } from './support/dispute'
import { ask, givenMember, type Installation, install, openBrowser } from './support/installation'
import { expectSaved } from './support/label'
import { password, signInAs } from './support/people'

let installation: Installation
test.beforeAll(async () => {
  installation = await install()
})
test.afterAll(() => installation.stop())

const pill = (page: Page, words: RegExp) => page.getByRole('button', { name: words })
const note = (page: Page) => page.getByRole('textbox', { name: 'Why so?' })

async function reviewed(page: Page, n: number, of: number): Promise<void> {
  await expect(page.getByRole('region', { name: `Task ${n} of ${of}, 3 answers` })).toBeVisible()
}

async function begun(page: Page, dispute: Dispute, of: number): Promise<void> {
  await page.goto(`/review/${dispute.projectId}`)
  await reviewed(page, 1, of)
}

/** Chooses the first answer without settling, and says why. */
async function weigh(page: Page, words: string): Promise<void> {
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: /^A\b/ })).toBeChecked()
  await page.keyboard.press('m')
  await note(page).pressSequentially(words)
}

test('a reload right after a key was pressed brings the choice and the words back', async ({ browser }) => {
  const dispute = await givenDispute(installation, 'Reload', ['One text.', 'Another text.'])
  const { page, trouble } = await openBrowser(browser, installation, dispute.reviewer)
  await begun(page, dispute, 2)
  await weigh(page, 'Praise and blame, in equal parts')
  await page.reload()
  await reviewed(page, 1, 2)
  await expect(page.getByRole('radio', { name: /^A\b/ })).toBeChecked()
  await page.keyboard.press('m')
  await expect(note(page)).toHaveValue('Praise and blame, in equal parts')
  trouble.expectNone()
})

test('verdicts given without a connection wait here, and one in a closed tab is sent from any page', async ({
  browser,
}) => {
  const dispute = await givenDispute(installation, 'Offline', ['One text.', 'Another text.', 'A third text.'])
  const { page, context } = await openBrowser(browser, installation, dispute.reviewer)
  await begun(page, dispute, 3)
  await context.setOffline(true)
  await page.keyboard.press('1')
  await reviewed(page, 2, 3)
  await expect(pill(page, /^Offline, 1 waiting/)).toBeVisible()
  expect(await verdictsOf(installation, dispute)).toEqual([])
  await context.setOffline(false)
  await expectSaved(page)
  expect(await verdictsOf(installation, dispute)).toHaveLength(1)

  await page.route('**/decide', (route) => route.abort())
  await page.keyboard.press('2')
  await expect(pill(page, /^Offline, 1 waiting/)).toBeVisible()
  await page.close()
  const elsewhere = await context.newPage()
  await elsewhere.goto('/review')
  await expect.poll(async () => (await verdictsOf(installation, dispute)).length).toBe(2)
})

test('a session that ends mid-verdict takes nothing: it is sent after signing in again', async ({ browser }) => {
  const dispute = await givenDispute(installation, 'Expiry', ['One text.', 'Another text.'])
  const { page } = await openBrowser(browser, installation, dispute.reviewer)
  await begun(page, dispute, 2)
  const ended = await installation.admin.api.delete(`/api/v1/users/${dispute.reviewer.id}/sessions`)
  expect(ended.ok()).toBe(true)
  await weigh(page, 'Neither of the others read to the end')
  await page.keyboard.press('ControlOrMeta+Enter')
  await page.keyboard.press('Enter')
  await reviewed(page, 2, 2)
  await pill(page, /^Sign in to send/).click()
  const dialog = page.getByRole('dialog', { name: 'Sign in to send' })
  await dialog.getByLabel('E-mail').fill(dispute.reviewer.email)
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog).toBeHidden()
  await expectSaved(page)
  expect(await verdictsOf(installation, dispute)).toMatchObject([{ note: 'Neither of the others read to the end' }])
})

test('signing out in the middle of a verdict keeps it for the next sign-in', async ({ browser }) => {
  const dispute = await givenDispute(installation, 'Leaving', ['One text.'])
  const { page } = await openBrowser(browser, installation, dispute.reviewer)
  await begun(page, dispute, 1)
  await page.route('**/draft', (route) => route.abort())
  await weigh(page, 'To be looked at again')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: `Account of ${dispute.reviewer.name}` }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto(`/review/${dispute.projectId}`)
  await signInAs(page, dispute.reviewer.email)
  await reviewed(page, 1, 1)
  await page.keyboard.press('m')
  await expect(note(page)).toHaveValue('To be looked at again')
})

test('words for a labeler stay while the reviewer looks at the task once more, and go out by keyboard', async ({
  browser,
}) => {
  const dispute = await givenDispute(installation, 'Sending', ['One text.', 'Another text.'])
  const { page } = await openBrowser(browser, installation, dispute.reviewer)
  await begun(page, dispute, 2)
  const words = page.getByRole('textbox', { name: 'What should they look at?' })
  await page.keyboard.press('b')
  await words.fill('The last sentence turns it around')
  await page.keyboard.press('Escape')
  await expect(words).toBeHidden()
  await page.keyboard.press('b')
  await expect(words).toHaveValue('The last sentence turns it around')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(words).toBeHidden()
  await expectSaved(page)
  const open = z.object({ assignments: z.array(z.object({ sentBack: z.string().nullable() })) })
  const wish = { batchId: dispute.batchId, count: 3, resume: true }
  const held = await Promise.all(dispute.labelers.map(({ api }) => ask(api, 'POST', '/api/v1/queue/claim', wish, open)))
  const sent = held.flatMap(({ assignments }) => assignments.map(({ sentBack }) => sentBack))
  expect(sent).toEqual(['The last sentence turns it around'])
})

test('what one passed can be taken up again, and a task that somebody else has open says so', async ({ browser }) => {
  const dispute = await givenDispute(installation, 'Passing', ['One text.', 'Another text.'])
  const { projectId } = dispute
  const { page } = await openBrowser(browser, installation, dispute.reviewer)
  await begun(page, dispute, 2)
  await page.keyboard.press('p')
  await page.keyboard.press('p')
  await page.getByRole('link', { name: 'Take up what I passed' }).click()
  await reviewed(page, 1, 2)
  await page.keyboard.press('1')
  await reviewed(page, 2, 2)
  await expectSaved(page)

  const held = z.object({ tasks: z.array(z.object({ taskId: z.string() })) })
  const wish = { projectId, count: 1 }
  const { tasks } = await ask(dispute.reviewer.api, 'POST', '/api/v1/review/claim', wish, held)
  const second = await givenMember(installation, 'Second Reviewer', { role: 'reviewer', projectId })
  const other = await openBrowser(browser, installation, second)
  await other.page.goto(`/review/${projectId}?task=${tasks[0]?.taskId}`)
  await expect(other.page.getByRole('heading', { name: 'This task is not open to you' })).toBeVisible()
  await expect(other.page.getByText('Another reviewer has this task open.')).toBeVisible()
})

test('one more labeler is asked with two keys, so that a slip asks nobody', async ({ browser }) => {
  const dispute = await givenDispute(installation, 'Asking', ['One text.', 'Another text.'])
  const { page } = await openBrowser(browser, installation, dispute.reviewer)
  await begun(page, dispute, 2)
  await page.keyboard.press('0')
  await expect(page.getByRole('button', { name: 'Ask one more', exact: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await reviewed(page, 1, 2)
  expect(await waitingFor(dispute)).toBe(2)
  await page.keyboard.press('0')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Ask one more', exact: true })).toBeHidden()
  await expectSaved(page)
  expect(await waitingFor(dispute)).toBe(1)
})
