import { expect, test } from 'vitest'
import { auditSentence } from './audit-sentence'

const names = new Map([
  ['p1', 'Review sentiment'],
  ['u1', 'Amina Rahimi'],
])
const event = { subjectType: 'batch', subjectId: 'b1', projectId: 'p1', detail: {} }

test('an entry about a batch names its project', () => {
  expect(auditSentence({ ...event, action: 'import-tasks' }, names)).toEqual({
    what: 'imported tasks into',
    thing: 'Review sentiment',
  })
})

test('an entry about a member names the person, not the project', () => {
  const member = { ...event, action: 'member.set', subjectType: 'member', subjectId: 'u1' }
  expect(auditSentence(member, names).thing).toBe('Amina Rahimi')
})

test('an action nobody has worded yet is still readable', () => {
  expect(auditSentence({ ...event, action: 'task.gold-set' }, names).what).toBe('task gold set')
})

test('a person who was erased is not shown as an id', () => {
  const gone = { ...event, action: 'user.change', subjectType: 'user', subjectId: 'u9' }
  expect(auditSentence(gone, names).thing).toBe('someone who is gone')
})
