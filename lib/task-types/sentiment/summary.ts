import type { Answer, Config } from './schema'

/** 'Negative', 'Durability, Looks'. Names as the project declares them. */
export function labelNames(answer: Answer, config: Config): string {
  const values = 'label' in answer ? [answer.label] : answer.labels
  return values.map((value) => config.labels.find((label) => label.value === value)?.name ?? value).join(', ')
}
