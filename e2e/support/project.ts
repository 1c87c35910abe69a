import path from 'node:path'
import { expect, type Page } from '@playwright/test'

export const demo = (...parts: string[]) => path.join('demo', ...parts)

/** Makes a project on the page and leaves the browser at its import page. */
export async function makeProject(page: Page, type: string, name: string): Promise<void> {
  await page.goto(new URL('/projects', page.url()).href)
  await page.getByRole('link', { name: 'New project' }).first().click()
  await page.getByText(type, { exact: true }).first().click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Guidelines in markdown').fill(`# ${name}\n\nTake your time.`)
  await page.getByRole('button', { name: 'Create project' }).click()
  await expect(page.getByRole('heading', { name: 'Import a batch' })).toBeVisible()
}

/** Chooses files on the import page, sees the check's count, imports, and waits until the server has the tasks: leaving earlier stops the import. */
export async function importFiles(page: Page, batch: string, files: string[], tasks: number): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(batch)
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose files' }).click()
  await (await chooser).setFiles(files)
  await page.getByRole('button', { name: `Import ${tasks} tasks` }).click()
  await expect(page.getByRole('heading', { name: `${tasks} tasks imported` })).toBeVisible()
}
