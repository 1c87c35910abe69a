import { PatternTable } from './pattern-table'

/** Labels as typed columns, in any order: label i puts unit `item[i]` into category `value[i]`. */
export interface LabelColumns {
  item: Int32Array
  value: Int32Array
  nItems: number
  nCategories: number
}

/**
 * The distinct ways units were rated, and how many units were rated each way: all that count-based measures need, and small
 * (84 patterns for 2 million units of 5 ratings in 3 classes). Entries `start[p] … start[p + 1] − 1` of `category` and `count` are pattern p,
 * categories ascending. The patterns' own order depends on the ratings alone, never on the order of lines.
 */
export interface UnitPatterns {
  nCategories: number
  start: Int32Array
  category: Int32Array
  count: Int32Array
  /** Ratings on one unit of the pattern, at least 1. */
  size: Int32Array
  /** Units that show the pattern. */
  units: Float64Array
}

/** Counts labels into patterns: a table of counts where that stays small, else a counting sort by unit. */
export function patternsOfColumns(columns: LabelColumns): UnitPatterns {
  const table = new PatternTable(columns.nCategories)
  const cells = columns.nItems * columns.nCategories
  if (cells <= 4 * columns.item.length + 65_536) fillFromCounts(columns, table)
  else fillFromSorted(columns, table)
  return table.finish()
}

/** The patterns that pass `keep`, for measures that leave units out (and must not resample those either). */
export function selectPatterns(patterns: UnitPatterns, keep: (size: number) => boolean): UnitPatterns {
  const table = new PatternTable(patterns.nCategories)
  for (let p = 0; p < patterns.size.length; p += 1) {
    if (!keep(patterns.size[p] ?? 0)) continue
    const from = patterns.start[p] ?? 0
    const to = patterns.start[p + 1] ?? 0
    for (let e = from; e < to; e += 1) table.push(patterns.category[e] ?? 0, patterns.count[e] ?? 0)
    table.close(patterns.units[p] ?? 0)
  }
  return table.finish()
}

function fillFromCounts(columns: LabelColumns, table: PatternTable): void {
  const counts = countLabels(columns)
  const { nItems, nCategories } = columns
  let most = 0
  for (let cell = 0; cell < counts.length; cell += 1) if ((counts[cell] ?? 0) > most) most = counts[cell] ?? 0
  const codes = (most + 1) ** nCategories
  if (codes <= 65_536) {
    fillFromCodes(counts, most + 1, nItems, nCategories, table)
    return
  }
  for (let unit = 0, cell = 0; unit < nItems; unit += 1) {
    for (let category = 0; category < nCategories; category += 1, cell += 1) {
      const count = counts[cell] ?? 0
      if (count > 0) table.push(category, count)
    }
    table.close(1)
  }
}

/** Counts as bytes: a quarter of the memory that shuffled labels jump about in. Wider where a count passes 255. */
function countLabels({ item, value, nItems, nCategories }: LabelColumns): Uint8Array | Int32Array {
  const bytes = new Uint8Array(nItems * nCategories)
  let wrapped = 0
  for (let label = 0; label < item.length; label += 1) {
    const cell = (item[label] ?? 0) * nCategories + (value[label] ?? 0)
    const count = ((bytes[cell] ?? 0) + 1) & 255
    bytes[cell] = count
    if (count === 0) wrapped += 1
  }
  if (wrapped === 0) return bytes
  const counts = new Int32Array(nItems * nCategories)
  for (let label = 0; label < item.length; label += 1) {
    const cell = (item[label] ?? 0) * nCategories + (value[label] ?? 0)
    counts[cell] = (counts[cell] ?? 0) + 1
  }
  return counts
}

/** Few categories, few ratings: a unit's counts are the digits of a small number, and units are counted by it. */
function fillFromCodes(
  counts: Uint8Array | Int32Array,
  base: number,
  nItems: number,
  nCategories: number,
  table: PatternTable,
): void {
  const units = new Int32Array(base ** nCategories)
  for (let unit = 0, cell = 0; unit < nItems; unit += 1) {
    let code = 0
    for (let category = 0; category < nCategories; category += 1, cell += 1) code = code * base + (counts[cell] ?? 0)
    units[code] = (units[code] ?? 0) + 1
  }
  units.forEach((times, code) => {
    if (times === 0) return
    for (let category = 0; category < nCategories; category += 1) {
      const count = Math.floor(code / base ** (nCategories - 1 - category)) % base
      if (count > 0) table.push(category, count)
    }
    table.close(times)
  })
}

function fillFromSorted({ item, value, nItems }: LabelColumns, table: PatternTable): void {
  const end = new Int32Array(nItems + 1)
  for (let label = 0; label < item.length; label += 1) {
    const next = (item[label] ?? 0) + 1
    end[next] = (end[next] ?? 0) + 1
  }
  for (let unit = 0; unit < nItems; unit += 1) end[unit + 1] = (end[unit + 1] ?? 0) + (end[unit] ?? 0)
  const place = end.slice(0, nItems)
  const sorted = new Int32Array(item.length)
  for (let label = 0; label < item.length; label += 1) {
    const unit = item[label] ?? 0
    const at = place[unit] ?? 0
    place[unit] = at + 1
    sorted[at] = value[label] ?? 0
  }
  for (let unit = 0; unit < nItems; unit += 1) {
    const ratings = sorted.subarray(end[unit] ?? 0, end[unit + 1] ?? 0).sort()
    for (let from = 0, to = 0; from < ratings.length; from = to) {
      while (to < ratings.length && ratings[to] === ratings[from]) to += 1
      table.push(ratings[from] ?? 0, to - from)
    }
    table.close(1)
  }
}
