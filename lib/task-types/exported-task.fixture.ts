import type { Aggregation, ExportedTask } from '@/lib/core/export/contract'

type Told<Payload, Answer> = Omit<
  ExportedTask<Payload, Answer>,
  'rowId' | 'verdict' | 'adjudicated' | 'split' | 'language' | 'prelabeled'
>

/** A task as an export hands it to its exporter, with the verdict of the type's usual aggregation. */
export function exportedTask<Payload, Answer, Config>(
  aggregations: Readonly<Record<string, Aggregation<Answer, Config>>>,
  config: Config,
  told: Told<Payload, Answer>,
): ExportedTask<Payload, Answer> {
  const [usual] = Object.values(aggregations)
  const ratings = told.annotations.map(({ id, answer }) => ({ annotator: id, value: answer }))
  const [verdict] = usual?.run([{ item: told.id, ratings }], config) ?? []
  if (verdict === undefined) throw new Error('The type has no aggregation.')
  const rowId = told.externalId ?? told.id
  return { ...told, rowId, verdict, adjudicated: null, split: null, language: null, prelabeled: false }
}
