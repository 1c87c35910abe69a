import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'
import { listenToPlayers } from './sound'
import { watchForTrouble } from './watch'

/** A person at a browser of their own. */
export interface Person {
  name: string
  context: BrowserContext
  page: Page
  trouble: { expectNone(): void }
}

export const password = 'a quiet harbour at dawn'

/** Signs in by keyboard on a page that asks for it. */
export async function signInAs(page: Page, email: string, secret = password): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(secret)
  // Before the page listens it sends nothing.
  await expect(page.locator('button[type=submit]')).toHaveText('Sign in')
  await page.getByLabel('Password', { exact: true }).press('Enter')
}

async function sitDown(browser: Browser, name: string): Promise<Person> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true })
  const page = await context.newPage()
  await listenToPlayers(page)
  return { name, context, page, trouble: watchForTrouble(page) }
}

/** Seconds of the recording that have been played, by the audio element's own clock. */
export function secondsPlayed(page: Page): Promise<number> {
  return page.evaluate(() => {
    const player: unknown = Reflect.get(window, 'lastPlayed')
    return player instanceof HTMLMediaElement ? player.currentTime : 0
  })
}

/** Opens the one-time link that the first start printed and becomes the admin. */
export async function firstAdmin(browser: Browser, setupLink: string): Promise<Person> {
  const admin = await sitDown(browser, 'Noor Haddad')
  await admin.page.goto(setupLink)
  await admin.page.getByLabel('Your name').fill(admin.name)
  await admin.page.getByLabel('E-mail').fill('noor@example.org')
  await admin.page.getByLabel('Password', { exact: true }).fill(password)
  await admin.page.getByRole('button', { name: 'Create and go on' }).click()
  await expect(admin.page).toHaveURL(/\/projects$/)
  return admin
}

/** The admin makes an invitation on the people page; the labeler opens its link and joins. */
export async function invitedLabeler(browser: Browser, admin: Person, name: string): Promise<Person> {
  const email = `${name.split(' ')[0]?.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()}@example.org`
  await admin.page.goto(new URL('/people', admin.page.url()).href)
  await admin.page.getByRole('button', { name: 'Invite' }).click()
  await admin.page.getByLabel('E-mail address').fill(email)
  await admin.page.getByRole('button', { name: 'Make a link' }).click()
  const link = await admin.page.getByLabel(`Link for ${email}`).inputValue()
  await admin.page.getByRole('button', { name: 'Done' }).click()

  const labeler = await sitDown(browser, name)
  await labeler.page.goto(link)
  await labeler.page.getByLabel('Your name').fill(name)
  await labeler.page.getByLabel('Password', { exact: true }).fill(password)
  await labeler.page.getByRole('button', { name: 'Join' }).click()
  await expect(labeler.page.getByRole('heading', { name: 'Queues' })).toBeVisible()
  return labeler
}
