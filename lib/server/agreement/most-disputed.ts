import 'server-only'

interface Entry {
  taskId: string
  disagreement: number
}

/**
 * Tasks by how much their answers disagree, the most disputed of them at hand. Only tasks above a border stand in order: a task comes and goes at
 * the cost of those, and all are looked through only when so many have gone that others may take their place.
 */
export class MostDisputed {
  readonly #all = new Map<string, number>()
  #top: Entry[] = []
  /** Whether tasks that disagree stand outside of `#top`; all of them come after its last. */
  #more = false

  constructor(readonly wanted: number) {}

  get(taskId: string): number | undefined {
    return this.#all.get(taskId)
  }

  set(taskId: string, disagreement: number): void {
    this.delete(taskId)
    this.#all.set(taskId, disagreement)
    this.#offer({ taskId, disagreement })
  }

  delete(taskId: string): void {
    const disagreement = this.#all.get(taskId)
    if (disagreement === undefined) return
    this.#all.delete(taskId)
    const place = placeOf(this.#top, { taskId, disagreement })
    if (this.#top[place]?.taskId === taskId) this.#top.splice(place, 1)
  }

  /** Most disputed first, by id where equally; at most `wanted`, none of full agreement. */
  list(): readonly Entry[] {
    if (this.#top.length < this.wanted && this.#more) this.#lookThrough()
    return this.#top.slice(0, this.wanted)
  }

  #lookThrough(): void {
    this.#top = []
    this.#more = false
    for (const [taskId, disagreement] of this.#all) this.#offer({ taskId, disagreement })
  }

  #offer(entry: Entry): void {
    if (entry.disagreement <= 0) return
    const place = placeOf(this.#top, entry)
    if (place === this.#top.length && this.#more) return
    this.#top.splice(place, 0, entry)
    if (this.#top.length <= 4 * this.wanted) return
    this.#top.length = 2 * this.wanted
    this.#more = true
  }
}

function compare(a: Entry, b: Entry): number {
  return b.disagreement - a.disagreement || Number(a.taskId > b.taskId) - Number(a.taskId < b.taskId)
}

/** Where the entry stands, or would. */
function placeOf(sorted: readonly Entry[], entry: Entry): number {
  let from = 0
  let to = sorted.length
  while (from < to) {
    const middle = (from + to) >> 1
    const other = sorted[middle]
    if (other !== undefined && compare(other, entry) < 0) from = middle + 1
    else to = middle
  }
  return from
}
