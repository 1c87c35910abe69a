import type { ExportTally } from '../export/contract'
import { isRecord } from '../long-table/row'
import { idOf, textIn } from './fields'
import type { MirroredAnnotation } from './mirror'
import { refused } from './mirrored-rows'

type Row = Record<string, unknown>

const promptKeys = ['prompt', 'question', 'instruction', 'context']

/** @throws AppError where the data has no prompt under a name we know */
export function promptKeyIn(data: Row): string {
  const prompt = promptKeys.find((key) => data[key] !== undefined)
  if (prompt !== undefined) return prompt
  throw refused('data', `The data has no prompt. Name it ${promptKeys.join(', ')}.`)
}

/** What a List shows and a Ranker puts in order: items with an id and a body, or a title alone. */
export function rankedItems(data: Row): { task: Row; used: readonly string[]; meta: Row } {
  const prompt = promptKeyIn(data)
  const { key, items } = listIn(data)
  const responses = items.map(({ body, html, title, model }) => {
    const content = textIn(body) ?? textIn(html) ?? textIn(title)
    if (content === null) throw refused(`data.${key}`, 'An item has no body and no title.')
    return { content, ...(textIn(model) === null ? {} : { model }) }
  })
  const named = items.map(({ id, title }) => ({ id, ...(textIn(title) === null ? {} : { title }) }))
  return { task: { prompt: data[prompt], responses }, used: [prompt, key], meta: { [key]: named } }
}

function listIn(data: Row): { key: string; items: Row[] } {
  for (const [key, value] of Object.entries(data)) {
    if (!Array.isArray(value) || value.length === 0) continue
    const items = value.filter(isRecord).filter(({ id }) => idOf(id) !== null)
    if (items.length === value.length) return { key, items }
  }
  throw refused('data', 'The data has no list of items that each have an id, as the Ranker orders them.')
}

/** `["mdn", "blog"]`, or under the name of its tag. Buckets have no order that we know of. */
export function rankingIn({ result }: Row, data: Row, tally: ExportTally): MirroredAnnotation | null {
  const ids = listIn(data).items.map(({ id }) => idOf(id))
  const regions = Array.isArray(result) ? result.filter(isRecord) : []
  const ranker = regions.find(({ type }) => type === 'ranker')?.value
  const given = isRecord(ranker) ? ranker.ranker : undefined
  const groups = isRecord(given) ? Object.values(given) : [given]
  const [order] = groups
  if (groups.length > 1) return leftOut('rankings in buckets left out', tally)
  if (!Array.isArray(order)) return leftOut('annotations without a ranking left out', tally)
  const ranks = ids.map((id) => order.findIndex((one) => idOf(one) === id) + 1)
  if (ranks.includes(0) || new Set(ranks).size !== order.length)
    return leftOut('rankings that do not name each item once left out', tally)
  return { annotator: '', answer: { ranks } }
}

function leftOut(what: string, tally: ExportTally): null {
  tally.count(what)
  return null
}
