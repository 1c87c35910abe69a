import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { at, largestDifference } from './compare.fixture'
import { type Answer, asks, ourAnswer, packageAnswers, resampling } from './oracle-files.fixture'
import { publishedExamples } from './published.fixture'

/** Beside the packages of these files, tested where the method is. */
const otherOracles: ReadonlyMap<string, string> = new Map([['MACE', 'numpy 1.26.4, EM written out']])

/** What an oracle cannot tell to 1e-9 because it does not compute so far. */
const coarser: ReadonlyMap<string, number> = new Map([['ensemble-boxes 1.0.9, single precision', 1e-4]])

const rows = [...new Set(asks.map(({ row }) => row))]

function answersTo(row: string): { answer: Answer; difference: number }[] {
  return asks
    .filter((one) => one.row === row)
    .flatMap((one) => {
      const ours = ourAnswer(one)
      return packageAnswers
        .filter(({ ask }) => ask === one.name)
        .map((answer) => ({ answer, difference: largestDifference(at(ours, answer.path), answer.said) }))
    })
}

const document = readFileSync(new URL('../../../../docs/researchers/oracles.md', import.meta.url), 'utf8')
const lines: ReadonlyMap<string, string[]> = new Map(
  document
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map((cells): [string, string[]] => [cells[1] ?? '', cells]),
)

test('every measure and method of the measurement issue is asked about', () => {
  const asked = new Set(asks.map(({ measure, method }) => measure ?? method))
  const named =
    'percent-agreement cohen-kappa cohen-kappa-linear cohen-kappa-quadratic scott-pi fleiss-kappa gwet-ac1 gwet-ac2-linear ' +
    'gwet-ac2-quadratic gwet-ac2-ordinal krippendorff-alpha kendall-tau-b kendall-w spearman f1@0.5 soft-f1 mean-iou-matched ' +
    'mean-iou-penalized label-agreement wer cer word-similarity character-similarity segment-soft-f1 segment-f1@0.5 ' +
    'first-position-share majority dawid-skene mace box-fusion medoid rover bradley-terry plackett-luce borda'
  expect(named.split(' ').filter((name) => !asked.has(name))).toEqual([])
})

test('no answer of a package is to a question nobody asks', () => {
  const names = new Set(asks.map(({ name }) => name))
  expect(packageAnswers.filter(({ ask }) => !names.has(ask))).toEqual([])
})

test.each(rows)('%s equals at least two independent packages to 1e-9, as docs/researchers/oracles.md says', (row) => {
  const answers = answersTo(row)
  for (const { answer, difference } of answers)
    expect(difference, `${answer.ask}: ${answer.by}, ${answer.path}`).toBeLessThan(coarser.get(answer.by) ?? 1e-9)
  const exact = answers.filter(({ answer }) => !coarser.has(answer.by))
  const packages = new Set(exact.map(({ answer }) => answer.by.split(' ')[0]))
  expect(packages.size + (otherOracles.has(row) ? 1 : 0)).toBeGreaterThanOrEqual(2)
  const largest = Math.max(...exact.map(({ difference }) => difference))
  const oracles = [...new Set([...answers.map(({ answer }) => answer.by), ...[otherOracles.get(row) ?? []].flat()])]
  const [, , printed, computed, stated] = lines.get(row) ?? []
  const due = `| ${row} | ${publishedExamples.get(row) ?? ''} | ${oracles.join('; ')} | ${largest < 1e-12 ? '1e-12' : '1e-9'} |`
  expect([printed, computed], `the line must be: ${due}`).toEqual([
    publishedExamples.get(row) ?? '',
    oracles.join('; '),
  ])
  expect(largest).toBeLessThan(Number(stated))
})

test('percentile and BCa intervals of alpha over items are those of R’s boot, within the error of 20,000 resamples', () => {
  const alpha = asks.find(({ row, measure }) => row.endsWith('nominal') && measure === 'krippendorff-alpha')
  if (!alpha) throw new Error('no question about nominal alpha')
  for (const interval of ['percentile', 'bca'] as const) {
    const ours = ourAnswer(alpha, { bootstrap: resampling.n, interval })
    expect(largestDifference(at(ours, 'ci'), resampling[interval])).toBeLessThan(0.005)
    expect(largestDifference(at(ours, 'se'), resampling.se)).toBeLessThan(0.001)
  }
  expect(lines.get('Percentile and BCa bootstrap')?.[3]).toContain(resampling.by)
})
