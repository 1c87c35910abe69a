import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quantile } from '@/lib/core/agreement/bootstrap'
import { longestRun } from '@/lib/core/labeler-quality/answer-variety'
import type { KeptRating } from './answer-sums'
import { InOrder } from './in-order'
import { LabelerSum } from './labeler-sum'
import { mostShared } from './measured-tables'
import { MostDisputed } from './most-disputed'
import { chosenOf } from './unit-sums'
import { WaySums } from './way-sums'

const task = fc.integer({ min: 0, max: 60 }).map((id) => `t${id}`)

test('the most disputed tasks are those that sorting all would put first, whatever came and went', () => {
  const apart = fc.constantFrom(0, 0.25, 0.5, 0.75, 1)
  const change = fc.record({ task, to: fc.option(apart, { freq: 3 }), look: fc.boolean() })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 300 }), (changes) => {
      const kept = new MostDisputed(5)
      const all = new Map<string, number>()
      for (const { task: id, to, look } of changes) {
        if (to === null) kept.delete(id)
        else kept.set(id, to)
        all.delete(id)
        if (to !== null) all.set(id, to)
        if (!look) continue
        const first = [...all]
          .filter(([, disagreement]) => disagreement > 0)
          .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
          .slice(0, 5)
        expect(kept.list().map((entry) => [entry.taskId, entry.disagreement])).toEqual(first)
      }
    }),
  )
})

test('things in order are those that sorting gives, by few changes and by many', () => {
  const entries = Array.from({ length: 80 }, (_, place) => ({ rank: place % 7 }))
  const step = fc.uniqueArray(fc.constantFrom(...entries), { maxLength: 60 })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      const kept = new InOrder<{ rank: number }>((a, b) => a.rank - b.rank)
      const all = new Set<{ rank: number }>()
      for (const toggled of steps) {
        for (const one of toggled) {
          if (all.delete(one)) kept.remove(one)
          else {
            kept.add(one)
            all.add(one)
          }
        }
        const ranks = [...all].map(({ rank }) => rank)
        expect(kept.list().map(({ rank }) => rank)).toEqual(ranks.sort((a, b) => a - b))
        expect(new Set(kept.list())).toEqual(all)
      }
    }),
  )
})

const said = fc.record({ labelerId: fc.constantFrom('ada', 'ben', 'cleo'), seen: fc.nat(3) })
const answered = fc.uniqueArray(said, { maxLength: 3, selector: ({ labelerId }) => labelerId })

test('ways of answering are counted as if those that left had never come', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ answers: answered, stays: fc.boolean() }), { maxLength: 40 }), (tasks) => {
      const kept = new WaySums()
      const anew = new WaySums()
      for (const { answers } of tasks) kept.count(answers, 1)
      for (const { answers, stays } of tasks) if (!stays) kept.count(answers, -1)
      for (const { answers, stays } of tasks) if (stays) anew.count(answers, 1)
      const counted = (sums: WaySums) => {
        const { ways, annotators } = sums.counted(['a', 'b', 'c', 'd'], (id) => id)
        return {
          ways: ways.map((way) => JSON.stringify(way)).sort(),
          annotators: annotators.map(({ name, values }) => [name, values.toSorted()].join()).sort(),
          tasks: [sums.tasks, sums.annotations, sums.distinct],
        }
      }
      expect(counted(kept)).toEqual(counted(anew))
      const items = tasks.filter(({ answers, stays }) => stays && answers.length > 0).length
      expect(kept.counted([], (id) => id).ways.reduce((sum, way) => sum + way.items, 0)).toBe(items)
    }),
  )
})

test('times and rows of one labeler are those of the core on the same answers; a time of 0 is unknown and left out', () => {
  const rating = fc.record({
    category: fc.integer({ min: -1, max: 2 }),
    timeSpentMs: fc.oneof(fc.constant(0), fc.nat(5000)),
    givenAt: fc.nat(20),
    first: fc.option(fc.boolean()),
  })
  const change = fc.record({ task, rating, look: fc.boolean() })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 150 }), (changes) => {
      const sum = new LabelerSum(3)
      const all = new Map<string, KeptRating>()
      for (const { task: id, rating: next, look } of changes) {
        const known = all.get(id)
        if (known) {
          sum.remove(id, known, chosenOf(known.category < 0 ? [] : [known.category]))
          all.delete(id)
        } else {
          const { first, ...rest } = next
          const shown = first === null ? null : { rankAt: first ? [1, 2] : [2, 1], order: [0, 1] }
          const one = { ...rest, labelerId: 'ada', value: null, seen: next.category, shown, neither: false }
          sum.add(id, one, chosenOf(one.category < 0 ? [] : [one.category]))
          all.set(id, one)
        }
        if (!look) continue
        const times = Float64Array.from(
          [...all.values()].flatMap(({ timeSpentMs }) => (timeSpentMs > 0 ? [timeSpentMs] : [])),
        ).sort()
        expect(sum.times?.n ?? 0).toBe(times.length)
        for (const [place, level] of [0.25, 0.5, 0.75].entries()) {
          if (times.length > 0) expect(sum.times?.quartiles[place]).toBeCloseTo(quantile(times, level), 9)
        }
        const inTime = [...all].sort(([a, x], [b, y]) => x.givenAt - y.givenAt || (a < b ? -1 : 1))
        const categories = inTime.flatMap(([, { category }]) => (category < 0 ? [] : [String(category)]))
        const run = longestRun(categories)
        expect(sum.run).toEqual(run && { category: Number(run.category), length: run.length, n: categories.length })
        const choices = [...all.values()].flatMap(({ shown }) => shown?.rankAt[0] ?? [])
        expect([sum.choseOne, sum.choseFirst]).toEqual([choices.length, choices.filter((rank) => rank === 1).length])
        expect([...sum.chosen]).toEqual([0, 1, 2].map((c) => categories.filter((name) => name === String(c)).length))
      }
    }),
  )
})

test('the pairs with most tasks in common are those that sorting all would put first', () => {
  const sums = fc.uniqueArray(fc.record({ key: fc.string({ maxLength: 2 }), n: fc.nat(5) }), {
    selector: ({ key }) => key,
  })
  fc.assert(
    fc.property(sums, fc.nat(8), (given, most) => {
      const pairs = new Map(
        given.map(({ key, n }) => {
          const labelers: [string, string] = [key, key]
          return [key, { labelers, n, similarity: 0, cells: new Map<number, number>() }]
        }),
      )
      const first = given.toSorted((a, b) => b.n - a.n || (a.key < b.key ? -1 : 1)).slice(0, most)
      expect(mostShared(pairs, most).map(({ labelers: [key] }) => key)).toEqual(first.map(({ key }) => key))
    }),
  )
})
