import { expect, test } from '@playwright/test'
import { z } from 'zod'
import { adminPages } from './support/addresses'
import { complaints } from './support/complaints'
import { givenDispute } from './support/dispute'
import {
  type Account,
  ask,
  givenBatch,
  givenInvitation,
  givenLabeler,
  type Installation,
  install,
  openBrowser,
  type PreparedBatch,
} from './support/installation'
import { password, signInAs } from './support/people'

let installation: Installation
let labeler: Account
let batch: PreparedBatch
const secret = 'A text that only members of this project know.'
const waysToFetchAhead: Record<string, string>[] = [
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
]
test.beforeAll(async () => {
  installation = await install()
  labeler = await givenLabeler(installation, 'Amina Rahimi')
  batch = await givenBatch(installation, { name: 'Reviews of the archive', taskType: 'sentiment' }, [{ text: secret }])
})
test.afterAll(() => installation.stop())

test('a wrong password is refused with the remedy, what was typed stays, and the right one leads where one wanted to go', async ({
  browser,
}) => {
  const { page } = await openBrowser(browser, installation, null)
  await page.goto(`/label/${batch.batchId}`)
  await expect(page).toHaveURL(/\/sign-in/)
  await signInAs(page, labeler.email, 'not the password')
  await expect(page.getByText('E-mail and password do not go together.')).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue(labeler.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/label/${batch.batchId}$`))
})

test('whoever has to sign in first comes back to the page they had asked for', async ({ browser }) => {
  for (const address of ['/my-work', '/my-work?after=1700000000000.x', '/settings', '/queues']) {
    const { page } = await openBrowser(browser, installation, null)
    await page.goto(address)
    await signInAs(page, labeler.email)
    await expect(page).toHaveURL(installation.server.url + address)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
})

test('a password never stands in the address, and what was typed before the page came to life is not lost', async ({
  browser,
}) => {
  const { page } = await openBrowser(browser, installation, null)
  let comeToLife = () => {}
  const scripts = new Promise<void>((resolve) => {
    comeToLife = resolve
  })
  await page.route('**/_next/static/**/*.js', async (route) => {
    await scripts
    await route.continue()
  })
  await page.goto('/sign-in', { waitUntil: 'commit' })
  await page.getByLabel('E-mail').fill(labeler.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
  await page.getByLabel('Password', { exact: true }).focus()
  comeToLife()
  await expect(page.locator('button[type=submit]')).toHaveText('Sign in')
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await page.getByLabel('Password', { exact: true }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Queues' })).toBeVisible()
})

test('a labeler sees how they are doing where their project lets them, and nothing of it elsewhere', async ({
  browser,
}) => {
  const { labelers, projectId } = await givenDispute(installation, 'Figures', ['One text.', 'Another text.'])
  const { page } = await openBrowser(browser, installation, labelers[0] ?? null)
  await page.goto('/my-work')
  await expect(page.getByRole('heading', { name: 'My work' })).toBeVisible()
  const own = page.getByRole('region', { name: 'How others answered the same tasks' })
  await expect(page.getByRole('region', { name: 'Your answers' })).toBeVisible()
  await expect(own).toBeHidden()
  const { admin } = installation
  await ask(admin.api, 'PATCH', `/api/v1/projects/${projectId}/quality`, { ownFigures: true }, z.unknown())
  await page.reload()
  // Three people, three different answers: nobody agrees with anybody, over two tasks.
  await expect(own).toContainText('.00 [.00, .66]')
  await expect(own).toContainText('2 tasks')
  await expect(page.getByRole('img', { name: /^Agreement in Reviews of Figures/ })).toBeVisible()
  expect(await complaints(page)).toEqual([])
})

test('signing out ends the session on the server too', async ({ browser }) => {
  const { page, context } = await openBrowser(browser, installation, null)
  await page.goto('/sign-in')
  await signInAs(page, labeler.email)
  await expect(page.getByRole('heading', { name: 'Queues' })).toBeVisible()
  const kept = await context.cookies()
  await page.getByRole('button', { name: `Account of ${labeler.name}` }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto('/queues')
  await expect(page).toHaveURL(/\/sign-in/)

  await context.addCookies(kept)
  expect((await context.request.get('/api/v1/queues')).status()).toBe(401)
})

test('an invitation lets one person in, once', async ({ browser }) => {
  const link = await givenInvitation(installation, 'tomas@example.org')
  const first = await openBrowser(browser, installation, null)
  await first.page.goto(link)
  await first.page.getByLabel('Your name').fill('Tomás Ferreira')
  await first.page.getByLabel('Password', { exact: true }).fill('short')
  await first.page.getByRole('button', { name: 'Join' }).click()
  await expect(first.page.getByRole('button', { name: 'Join' })).toBeVisible()
  await first.page.getByLabel('Password', { exact: true }).fill(password)
  await first.page.getByRole('button', { name: 'Join' }).click()
  await expect(first.page.getByRole('heading', { name: 'Queues' })).toBeVisible()

  const second = await openBrowser(browser, installation, null)
  await second.page.goto(link)
  await expect(second.page.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible()
})

test('a labeler sees no admin page: not as a page, not as data fetched ahead', async ({ browser }) => {
  const { page, context } = await openBrowser(browser, installation, labeler)
  for (const address of adminPages(batch)) {
    await page.goto(address)
    await expect(page.getByRole('heading', { name: 'Queues' }), address).toBeVisible()
    for (const headers of waysToFetchAhead) {
      const reply = await context.request.get(address, { headers, maxRedirects: 0 })
      const text = await reply.text()
      for (const known of [secret, installation.admin.email, 'Tomás Ferreira', 'Krippendorff'])
        expect(text, `${address} ${JSON.stringify(headers)}`).not.toContain(known)
    }
  }
})

test('somebody else’s task and a batch that is not open answer as if they were not there', async ({ browser }) => {
  const assignments = z.object({ assignments: z.array(z.object({ id: z.string() })) })
  const claimed = await ask(
    labeler.api,
    'POST',
    '/api/v1/queue/claim',
    { batchId: batch.batchId, resume: true },
    assignments,
  )
  const id = claimed.assignments[0]?.id ?? ''
  const other = await givenLabeler(installation, 'Li Wei')
  for (const [method, path, data] of [
    ['GET', '', undefined],
    ['PUT', '/draft', { draft: {}, revision: 0 }],
    ['PUT', '/annotation', { answer: { label: 'positive' }, timeSpentMs: 1 }],
    ['POST', '/skip', { reason: 'other' }],
    ['POST', '/renew', {}],
    ['POST', '/undo', {}],
  ] as const) {
    const reply = await other.api.fetch(`/api/v1/assignments/${id}${path}`, { method, data })
    expect(reply.status(), path).toBe(404)
    expect(await reply.text()).not.toContain(secret)
  }
  const { page } = await openBrowser(browser, installation, other)
  await page.goto('/label/nothingLikeThis0')
  await expect(page.getByRole('heading', { name: 'This queue is not open to you' })).toBeVisible()
})
