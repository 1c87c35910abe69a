import { expect, test } from 'vitest'
import { reportFor, reportIn } from './import-reply'

const answers = {
  use: null,
  tasks: 3,
  annotations: 4,
  prelabels: 0,
  annotators: ['ada'],
  annotatorCount: 1,
  rejected: [{ line: 2, field: 'answer.label', message: 'No.', excerpt: '' }],
  rejectedCount: 1,
}

test('answers that do not fit cost their lines, unless answers are left out', () => {
  const rejected = [{ line: 5, field: 'text', message: 'No.', excerpt: '' }]
  const report = reportIn({ imported: 4, rejected, rejectedCount: 1, lines: 5, answers })
  if (report === null) throw new Error('no report')
  expect(reportFor(report, 'ignore')).toBe(report)
  expect(reportFor(report, null)).toBe(report)
  expect(reportFor(report, 'annotations')).toMatchObject({
    imported: 3,
    rejectedCount: 2,
    rejected: [{ line: 2 }, { line: 5 }],
  })
})

test('a problem document with a list of lines is a report, another is none', () => {
  expect(reportIn({ detail: 'x', rejected: [{ line: 1, field: null, message: 'No.' }] })).toBeNull()
  expect(reportIn({ detail: 'x', rejected: [{ line: 1, message: 'No.' }] })).toMatchObject({
    rejected: [{ field: '' }],
    answers: { tasks: 0 },
  })
  expect(reportIn({ detail: 'x' })).toBeNull()
})
