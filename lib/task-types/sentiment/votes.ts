import type { ExportedTask } from '@/lib/core/task-type'
import { type Answer, type Config, labelsOf, type Payload } from './schema'

export interface Verdict {
  /** Votes for every label of the project, unused ones too. */
  votes: Record<string, number>
  /** One label: the most frequent, null where several share the first place. Several labels: those that more than half named. */
  label: string | null
  labels: string[]
  /** Labels that share the first place. */
  tied: string[]
  /** Share of the annotators who gave the verdict; null where there is none. */
  agreement: number | null
}

export function verdictOf(task: ExportedTask<Payload, Answer>, config: Config): Verdict {
  const chosen = task.annotations.map(({ answer }) => labelsOf(answer))
  const counts = config.labels.map(({ value }) => ({
    value,
    count: chosen.filter((labels) => labels.includes(value)).length,
  }))
  const votes = Object.fromEntries(counts.map(({ value, count }) => [value, count]))
  if (config.multiple) return severalOf(chosen, counts, votes)

  const most = Math.max(...counts.map(({ count }) => count))
  const first = counts.filter(({ count }) => count === most).map(({ value }) => value)
  const [label = null] = first
  if (first.length > 1) return { votes, label: null, labels: [], tied: first, agreement: null }
  return { votes, label, labels: label === null ? [] : [label], tied: [], agreement: most / chosen.length }
}

function severalOf(
  chosen: string[][],
  counts: { value: string; count: number }[],
  votes: Record<string, number>,
): Verdict {
  const labels = counts.filter(({ count }) => count * 2 > chosen.length).map(({ value }) => value)
  const same = chosen.filter(
    (own) => own.length === labels.length && own.every((label) => labels.includes(label)),
  ).length
  return { votes, label: null, labels, tied: [], agreement: same / chosen.length }
}
