import type { Answer, Config } from './schema'

/** '3 boxes: 2 Cat, 1 Cup', labels in their declared order; 'Nothing to box' without boxes. */
export function boxSummary(answer: Answer, config: Config): string {
  const total = answer.boxes.length
  if (total === 0) return 'Nothing to box'
  const counts = config.labels.flatMap(({ name }) => {
    const count = answer.boxes.filter((box) => box.label === name).length
    return count > 0 ? [`${count} ${name}`] : []
  })
  return `${total === 1 ? '1 box' : `${total} boxes`}: ${counts.join(', ')}`
}
