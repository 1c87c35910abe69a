import { expect, test } from 'vitest'
import { importFromStore, importTasks } from '../http/schemas-import'
import { importResultSchema } from './import-report'

test('both ways in take every choice of an import, and the reply holds every part of the result', () => {
  const choices = { dryRun: 'true', format: 'coco', answers: 'prelabel', discardBatch: 'true' }
  for (const { query } of [importTasks, importFromStore]) expect(query?.parse(choices)).toEqual(choices)
  const result = importResultSchema.parse({ imported: 1, rejected: [], rejectedCount: 0, lines: 1, dryRun: true })
  expect(importTasks.reply?.parse(result)).toEqual(result)
})
