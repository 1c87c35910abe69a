import { jsonl } from '@/lib/core/export/jsonl'
import type { ExportContext, ExportedTask, Exporter } from '@/lib/core/task-type'

/**
 * The archive of a project: one line an annotation, with everything a later study may ask for. The same for every type;
 * `shown` gives the columns of its payload.
 */
export function rawAnnotations<Payload, Answer, Config>(
  shown: (payload: Payload, context: ExportContext<Config>) => Record<string, unknown>,
): Exporter<Payload, Answer, Config> {
  return {
    label: 'Raw annotations (JSONL)',
    description:
      'Every answer as it was given, one a line, with its annotator, time, order shown and agreement. Holds everything.',
    write: (tasks, context) => jsonl('annotations.jsonl', rowsOf(tasks, context, shown)),
  }
}

async function* rowsOf<Payload, Answer, Config>(
  tasks: AsyncIterable<ExportedTask<Payload, Answer>>,
  context: ExportContext<Config>,
  shown: (payload: Payload, context: ExportContext<Config>) => Record<string, unknown>,
) {
  for await (const task of tasks) {
    const payload = shown(task.payload, context)
    for (const annotation of task.annotations) {
      context.tally.count('annotations')
      yield {
        task_id: task.id,
        id: task.externalId,
        batch: task.batch,
        payload,
        annotation_id: annotation.id,
        annotator: annotation.annotator,
        answer: annotation.answer,
        shown_order: annotation.order,
        time_spent_ms: annotation.timeSpentMs,
        guidelines_version: annotation.guidelinesVersion,
        created_at: annotation.createdAt,
        gold: task.gold,
        meta: task.meta,
        n_annotators: task.annotations.length,
        agreement: task.agreement,
      }
    }
  }
}
