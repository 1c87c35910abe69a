import { AppError } from '../errors'
import type { Level } from './difference'
import type { Unit } from './figure'

/** Categories in the order that their indices, ranks and weights follow. */
export interface CategoryOrder {
  categories: string[]
  indexOf: Map<string, number>
  /** The categories' numbers; NaN for words. */
  numbers: Float64Array
  /** Declared by the project, or all of them numbers: an order that means something. */
  ordered: boolean
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** The number a label spells, or NaN for a word; a number past the largest one there is counts as a word. */
export function labelNumber(label: string): number {
  const text = label.trim()
  const number = NUMBER.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(number) ? number : Number.NaN
}

/** The declared categories, unused ones too; else those seen, numbers in their order. Refuses a label outside the declared ones. */
export function categoryOrder(units: Unit<string>[], declared: string[] | undefined): CategoryOrder {
  const seen = new Set<string>()
  for (const { ratings } of units) for (const { value } of ratings) seen.add(value)
  const categories = declared ?? [...seen].toSorted(byNumberThenText)
  const indexOf = new Map(categories.map((category, index) => [category, index]))
  if (indexOf.size < categories.length)
    throw new AppError('bad-input', 'A category is named twice; name each category once.')
  for (const label of seen) {
    if (!indexOf.has(label))
      throw new AppError(
        'bad-input',
        `“${label}” is not one of the categories ${listed(categories)}; correct the value or add it to the categories.`,
      )
  }
  const numbers = Float64Array.from(categories, labelNumber)
  return { categories, indexOf, numbers, ordered: declared !== undefined || numbers.every(Number.isFinite) }
}

/** Refuses a level that the categories cannot carry. */
export function assertLevel(order: CategoryOrder, level: Level): void {
  if (level === 'ordinal') assertOrdered(order, 'Level ordinal')
  if (level === 'nominal' || level === 'ordinal') return
  const word = order.categories.find((_, index) => Number.isNaN(order.numbers[index]))
  if (word !== undefined)
    throw new AppError(
      'bad-input',
      `Level ${level} needs numbers and “${word}” is none; choose level ordinal or nominal.`,
    )
  const negative = order.categories.find((_, index) => (order.numbers[index] ?? 0) < 0)
  if (level === 'ratio' && negative !== undefined)
    throw new AppError(
      'bad-input',
      `Level ratio needs numbers from 0 up and “${negative}” is below; choose level interval.`,
    )
}

/** Words have no order of their own, and the alphabet's would be a guess. */
export function assertOrdered(order: CategoryOrder, what: string): void {
  if (order.ordered) return
  const word = order.categories.find((_, index) => Number.isNaN(order.numbers[index]))
  throw new AppError(
    'bad-input',
    `${what} needs the order of the categories, and “${word}” is a word; name all categories from lowest to highest (--categories).`,
  )
}

function byNumberThenText(a: string, b: string): number {
  const [x, y] = [labelNumber(a), labelNumber(b)]
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1
  return x - y || 0 || Number(a > b) - Number(a < b)
}

function listed(categories: string[]): string {
  const shown = categories.slice(0, 12).map((category) => `“${category}”`)
  return categories.length > shown.length
    ? `${shown.join(', ')} and ${categories.length - shown.length} more`
    : shown.join(', ')
}
