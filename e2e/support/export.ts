import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { z } from 'zod'

const manifestSchema = z.object({
  files: z.array(z.object({ name: z.string(), sha256: z.string() })),
  counts: z.record(z.string(), z.number()),
})

export interface DownloadedExport {
  /** File contents by name. */
  files: Map<string, string>
  counts: Record<string, number>
}

/** Makes an export on the project's page, downloads each file, and checks every file against the digest in the manifest. */
export async function exportAs(page: Page, format: string): Promise<DownloadedExport> {
  await page.getByRole('navigation', { name: 'Project' }).getByRole('link', { name: 'Exports' }).click()
  await page.getByRole('link', { name: 'New export' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(format, { exact: true }).click()
  await dialog.getByRole('button', { name: `Export as ${format}` }).click()
  await expect(dialog).toBeHidden()
  const row = page.getByRole('listitem').filter({ hasText: format }).first()
  const links = row.getByRole('link')
  await expect(links.first()).toBeVisible({ timeout: 60_000 })
  const files = new Map<string, string>()
  for (const link of await links.all()) {
    const download = page.waitForEvent('download')
    await link.click()
    const saved = await download
    files.set(saved.suggestedFilename(), await readFile(await saved.path(), 'utf8'))
  }
  const manifest = manifestSchema.parse(JSON.parse(files.get('manifest.json') ?? 'null'))
  for (const { name, sha256 } of manifest.files) {
    const content = files.get(name)
    if (content !== undefined) expect(createHash('sha256').update(content).digest('hex'), name).toBe(sha256)
  }
  return { files, counts: manifest.counts }
}

/** The rows of a JSON Lines file, each parsed by the schema the test expects. */
export function rowsOf<Row>(download: DownloadedExport, file: string, schema: z.ZodType<Row>): Row[] {
  const text = download.files.get(file)
  if (text === undefined) throw new Error(`${file} is not among ${[...download.files.keys()].join(', ')}`)
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => schema.parse(JSON.parse(line)))
}
