import type { Column } from './contract'
import { turnsType } from './task-columns'

/** Of a row that `battle` of the arena format makes with conversations. */
export const battleColumns: Column[] = [
  { name: 'question_id', type: 'string', about: 'the task, or the pair of it' },
  { name: 'model_a', type: 'string', about: 'who wrote the first response' },
  { name: 'model_b', type: 'string', about: 'who wrote the second' },
  { name: 'winner', type: 'string', about: 'model_a, model_b, tie or tie (bothbad)' },
  { name: 'judge', type: 'string', about: 'the annotator' },
  { name: 'conversation_a', type: turnsType, about: 'the whole conversation with the first response' },
  { name: 'conversation_b', type: turnsType, about: 'the whole conversation with the second' },
  { name: 'turn', type: 'int', about: 'how often the user speaks' },
  { name: 'anony', type: 'boolean', about: 'true: annotators never see model names' },
  { name: 'language', type: 'string', about: 'BCP 47 tag' },
  { name: 'tstamp', type: 'double', about: 'seconds since 1970' },
]
