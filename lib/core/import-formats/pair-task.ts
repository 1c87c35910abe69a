import type { Message } from '../conversation/message'
import type { PreferencePair } from '../formats/preference-pair'
import { isRecord } from '../long-table/row'
import { coin, dateIn, freeFields, idOf, textIn } from './fields'
import type { MirroredAnnotation, MirroredContent } from './mirror'
import { refused } from './mirrored-rows'

export type Choice = 'a' | 'b' | 'tie' | 'both-bad'

/** A judgement of a pair as an answer, with the poorer ones for projects that ask for less. */
export function judgement(
  annotator: string,
  choice: Choice,
  strength: number | null,
  rationale: string | null,
): Pick<MirroredAnnotation, 'annotator' | 'answer' | 'poorer'> {
  const how = strength !== null && (choice === 'a' || choice === 'b') ? { strength } : null
  const why = rationale === null ? null : { rationale }
  return {
    annotator,
    answer: { choice, ...how, ...why },
    poorer: [
      { answer: { choice, ...how }, without: 'reasons' },
      { answer: { choice, ...why }, without: 'strengths' },
      { answer: { choice }, without: 'strengths and reasons' },
    ],
  }
}

/** 1 slightly, 2 clearly, 3 far; other scales have no place in an answer. */
export function strengthIn(value: unknown): 1 | 2 | 3 | null {
  return value === 1 || value === 2 || value === 3 ? value : null
}

/**
 * A decided pair as a task with the one answer it stands for. These formats name the winner first; here a coin thrown by the content
 * decides the place, since agreement beyond chance cannot be measured where one side always wins.
 */
export function contentOfPair(pair: PreferencePair): MirroredContent {
  if (pair.prompt.length === 0) throw refused('prompt', 'There is no prompt: nothing says what both responses answer.')
  const models = isRecord(pair.about.models) ? pair.about.models : {}
  const better = response(pair.chosen, models.chosen)
  const worse = response(pair.rejected, models.rejected)
  const first = coin(JSON.stringify([pair.prompt, pair.chosen, pair.rejected]))
  const { annotator, created_at } = pair.about
  const strength = strengthIn(pair.margin)
  const margin = strength === null && pair.margin !== null && pair.margin !== undefined ? { margin: pair.margin } : null
  return {
    task: { prompt: pair.prompt, responses: first ? [better, worse] : [worse, better] },
    id: idOf(pair.about.id),
    meta: { ...freeFields(pair.about, 'id', 'models', 'annotator', 'created_at'), ...margin },
    annotations: [
      {
        ...judgement(textIn(annotator) ?? '', first ? 'a' : 'b', strength, null),
        createdAt: dateIn(created_at),
      },
    ],
  }
}

/** Without a model where the file names none. */
export function response(content: readonly Message[], model: unknown) {
  return { content, ...(textIn(model) === null ? {} : { model }) }
}
