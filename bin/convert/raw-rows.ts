import { isRecord, type Row, rowError } from '@/lib/core/long-table/row'

/** A line of the raw export as a line of a long table. @throws AppError `bad-input` */
export function longRow(row: Row): Row {
  const { payload, answer, annotator } = row.fields
  if (!isRecord(payload)) throw rowError(row, 'payload', 'this is no line of a raw export.')
  if (!isRecord(answer)) throw rowError(row, 'answer', 'this is no line of a raw export.')
  return { ...row, fields: { annotator, ...fieldsOf(row, payload, answer) } }
}

function fieldsOf(row: Row, payload: Record<string, unknown>, answer: Record<string, unknown>) {
  if (Array.isArray(answer.boxes)) {
    return { item: payload.image, value: answer.boxes, image_width: payload.width, image_height: payload.height }
  }
  if (typeof answer.text === 'string') {
    return { item: payload.audio, value: answer, audio: payload.audio, duration: payload.duration }
  }
  if (typeof answer.choice === 'string' && Array.isArray(payload.responses)) {
    return preferenceFields(row, payload.prompt, payload.responses, answer)
  }
  throw rowError(row, 'answer', 'answers of this type have no other format; export the project in the one you need.')
}

function preferenceFields(
  row: Row,
  prompt: unknown,
  responses: unknown[],
  { choice, strength }: Record<string, unknown>,
) {
  const [a, b] = responses.map((response) => (isRecord(response) ? response : {}))
  const { id, task_id, shown_order } = row.fields
  const first: unknown = Array.isArray(shown_order) ? shown_order[0] : null
  return {
    item: id ?? task_id,
    value: choice,
    strength,
    prompt,
    response_a: a?.content,
    response_b: b?.content,
    model_a: a?.model,
    model_b: b?.model,
    shown_first: first === 0 ? 'a' : shownSecond(first),
  }
}

function shownSecond(first: unknown): 'b' | null {
  return first === 1 ? 'b' : null
}
