import type { ExportChoices, ExportedTask, Exporter } from '@/lib/core/export/contract'
import { writtenPlain } from '@/lib/core/export/write-exporter'

/** What an exporter writes for these tasks, all files in one text, and what it counted. */
export async function exportedText<Payload, Answer, Config>(
  exporter: Exporter<Payload, Answer, Config> | undefined,
  tasks: readonly ExportedTask<Payload, Answer>[],
  config: Config,
  ties: ExportChoices['ties'] = 'drop',
): Promise<{ text: string; counts: Record<string, number> }> {
  if (!exporter) throw new Error('There is no such exporter.')
  const counts: Record<string, number> = {}
  const tally = {
    count(what: string, by = 1) {
      counts[what] = (counts[what] ?? 0) + by
    },
  }
  let text = ''
  const context = { config, projectName: 'Project', tally, choices: { ties }, mediaName: () => '' }
  for await (const chunk of writtenPlain(exporter, inTurn(tasks), context)) text += chunk.data
  return { text, counts }
}

async function* inTurn<Item>(items: readonly Item[]): AsyncIterable<Item> {
  yield* items
}
