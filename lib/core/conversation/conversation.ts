import type { Message, Response } from './message'

export function sameTurns(a: readonly Message[], b: readonly Message[]): boolean {
  return a.length === b.length && a.every((turn, i) => turn.role === b[i]?.role && turn.content === b[i]?.content)
}

/** What a labeler may see of a response: the turns, each with role and content and nothing else. */
export function turnsOnly(turns: readonly Message[]): Message[] {
  return turns.map(({ role, content }) => ({ role, content }))
}

/** The last turn that asks, which names the task best. */
export function lastQuestion(prompt: readonly Message[]): string {
  const asked = prompt.findLast((turn) => turn.role === 'user') ?? prompt.at(-1)
  return asked?.content ?? ''
}

/** The turns of a response as one text, for comparing and for looking at the source. */
export function textOf(turns: readonly Message[]): string {
  const [only, ...others] = turns
  if (only && others.length === 0) return only.content
  return turns.map((turn) => `${turn.role}: ${turn.content}`).join('\n\n')
}

/** One line of at most `length` characters (code points), for lists. */
export function oneLine(text: string, length = 140): string {
  const line = [
    ...text
      .slice(0, length * 8)
      .replace(/\s+/gu, ' ')
      .trim(),
  ]
  return line.length <= length ? line.join('') : `${line.slice(0, length - 1).join('')}…`
}

/** Models of the chosen and the rejected response, as exports name them. */
export function modelsOf(chosen: Response, rejected: Response) {
  return { chosen: chosen.model, rejected: rejected.model }
}
