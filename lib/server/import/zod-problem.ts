import 'server-only'
import type { z } from 'zod'
import type { LineProblem } from './read-line'

type Issue = z.core.$ZodIssue

/** The one thing to mend first. Of a choice between forms, the form that came furthest speaks: it is the one that was meant. */
export function firstProblem(error: z.ZodError): LineProblem {
  const [issue] = error.issues
  if (issue === undefined) return { field: '', message: 'The line is not what this project takes.' }
  return problemOf(issue, [])
}

function problemOf(issue: Issue, before: PropertyKey[]): LineProblem {
  const path = [...before, ...issue.path]
  if (issue.code === 'invalid_union') {
    const branches = issue.errors.flatMap(([first]) => (first === undefined ? [] : [first]))
    const deepest = branches.toSorted((a, b) => depthOf(b) - depthOf(a))[0]
    const meant = deepest !== undefined && depthOf(deepest) > 0
    if (meant) return problemOf(deepest, path)
  }
  return { field: path.map(String).join('.'), message: sentenceOf(issue) }
}

function depthOf(issue: Issue): number {
  if (issue.code !== 'invalid_union') return issue.path.length
  const below = issue.errors.map(([first]) => (first === undefined ? 0 : depthOf(first)))
  return issue.path.length + Math.max(0, ...below)
}

/** A type's own sentence where it has one; ours where zod only names the kind. */
function sentenceOf(issue: Issue): string {
  if (issue.code !== 'invalid_type' || !issue.message.startsWith('Invalid input')) return issue.message
  const missing = issue.message.endsWith('received undefined')
  if (missing) return `The field is missing. Give it as ${kindOf(issue.expected)}.`
  return `This must be ${kindOf(issue.expected)}.`
}

function kindOf(expected: string): string {
  const kinds: Record<string, string> = {
    string: 'text',
    number: 'a number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
  }
  return kinds[expected] ?? expected
}
