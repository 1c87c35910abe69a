import type { ExportChunk, ExportContext, ExportedTask, Exporter } from './contract'
import { jsonl } from './jsonl'

/** The files of an exporter of either kind in its plainest form: tables as JSON Lines, in one file. */
export async function* writtenPlain<Payload, Answer, Config>(
  exporter: Exporter<Payload, Answer, Config>,
  tasks: AsyncIterable<ExportedTask<Payload, Answer>>,
  context: ExportContext<Config>,
): AsyncIterable<ExportChunk> {
  if (!('rows' in exporter)) {
    yield* exporter.write(tasks, context)
    return
  }
  const file = `${exporter.file}.jsonl`
  yield* jsonl(
    file,
    rowsOf(tasks, (task) => exporter.rows(task, context)),
  )
  yield* exporter.beside?.([file], context) ?? []
}

async function* rowsOf<Task, Row>(tasks: AsyncIterable<Task>, rows: (task: Task) => Row[]): AsyncIterable<Row> {
  for await (const task of tasks) yield* rows(task)
}
