import type { UnitPatterns } from './unit-patterns'

/** Open-addressing hash table of patterns; a pattern is pushed entry by entry, then closed. */
export class PatternTable {
  private slots = new Int32Array(1024)
  private start: number[] = [0]
  private size: number[] = []
  private units: number[] = []
  private hashes: number[] = []
  private category: number[] = []
  private count: number[] = []
  private scratchCategory = new Int32Array(16)
  private scratchCount = new Int32Array(16)
  private length = 0
  private hash = 0

  constructor(private readonly nCategories: number) {}

  push(category: number, count: number): void {
    if (this.length === this.scratchCategory.length) this.growScratch()
    this.scratchCategory[this.length] = category
    this.scratchCount[this.length] = count
    this.length += 1
    this.hash = Math.imul(this.hash ^ Math.imul(category + 1, 0x9e3779b1) ^ Math.imul(count, 0x85ebca6b), 0xc2b2ae35)
    this.hash ^= this.hash >>> 15
  }

  /** A pattern that no unit shows is none: it would count as a size or a label that occurs. */
  close(units: number): void {
    if (this.length > 0 && units > 0) {
      const pattern = this.find()
      this.units[pattern] = (this.units[pattern] ?? 0) + units
    }
    this.length = 0
    this.hash = 0
  }

  private find(): number {
    const mask = this.slots.length - 1
    for (let slot = this.hash & mask; ; slot = (slot + 1) & mask) {
      const pattern = (this.slots[slot] ?? 0) - 1
      if (pattern < 0) return this.append(slot)
      if (this.hashes[pattern] === this.hash && this.matches(pattern)) return pattern
    }
  }

  private matches(pattern: number): boolean {
    const from = this.start[pattern] ?? 0
    if ((this.start[pattern + 1] ?? 0) - from !== this.length) return false
    for (let e = 0; e < this.length; e += 1) {
      if (this.category[from + e] !== this.scratchCategory[e] || this.count[from + e] !== this.scratchCount[e])
        return false
    }
    return true
  }

  private append(slot: number): number {
    const pattern = this.size.length
    let size = 0
    for (let e = 0; e < this.length; e += 1) {
      this.category.push(this.scratchCategory[e] ?? 0)
      this.count.push(this.scratchCount[e] ?? 0)
      size += this.scratchCount[e] ?? 0
    }
    this.start.push(this.category.length)
    this.size.push(size)
    this.units.push(0)
    this.hashes.push(this.hash)
    this.slots[slot] = pattern + 1
    if (this.size.length * 2 > this.slots.length) this.growSlots()
    return pattern
  }

  private growSlots(): void {
    this.slots = new Int32Array(this.slots.length * 4)
    const mask = this.slots.length - 1
    this.hashes.forEach((hash, pattern) => {
      let slot = hash & mask
      while ((this.slots[slot] ?? 0) > 0) slot = (slot + 1) & mask
      this.slots[slot] = pattern + 1
    })
  }

  private growScratch(): void {
    const category = new Int32Array(this.length * 2)
    const count = new Int32Array(this.length * 2)
    category.set(this.scratchCategory)
    count.set(this.scratchCount)
    this.scratchCategory = category
    this.scratchCount = count
  }

  finish(): UnitPatterns {
    const order = this.size.map((_, pattern) => pattern).sort((a, b) => this.compare(a, b))
    const start = [0]
    const category: number[] = []
    const count: number[] = []
    for (const pattern of order) {
      for (let e = this.start[pattern] ?? 0; e < (this.start[pattern + 1] ?? 0); e += 1) {
        category.push(this.category[e] ?? 0)
        count.push(this.count[e] ?? 0)
      }
      start.push(category.length)
    }
    return {
      nCategories: this.nCategories,
      start: Int32Array.from(start),
      category: Int32Array.from(category),
      count: Int32Array.from(count),
      size: Int32Array.from(order, (pattern) => this.size[pattern] ?? 0),
      units: Float64Array.from(order, (pattern) => this.units[pattern] ?? 0),
    }
  }

  private compare(a: number, b: number): number {
    const startA = this.start[a] ?? 0
    const startB = this.start[b] ?? 0
    const length = Math.min((this.start[a + 1] ?? 0) - startA, (this.start[b + 1] ?? 0) - startB)
    for (let e = 0; e < length; e += 1) {
      const byCategory = (this.category[startA + e] ?? 0) - (this.category[startB + e] ?? 0)
      if (byCategory !== 0) return byCategory
      const byCount = (this.count[startA + e] ?? 0) - (this.count[startB + e] ?? 0)
      if (byCount !== 0) return byCount
    }
    return (this.start[a + 1] ?? 0) - startA - ((this.start[b + 1] ?? 0) - startB)
  }
}
