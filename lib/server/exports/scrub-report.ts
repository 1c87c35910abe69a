import 'server-only'
import type { PersonalKind } from '@/lib/core/export-plan/personal-data'
import type { ScrubCount } from '@/lib/core/export-plan/scrub'

/** As plain data. */
export interface ReplacedCounts {
  replaced: ReadonlyMap<PersonalKind, number>
  tasks: number
}

/** What was replaced in the tasks that are in the export; what was replaced in one that then fell out does not count. */
export class ScrubReport implements ScrubCount {
  readonly replaced = new Map<PersonalKind, number>()
  tasks = 0
  #pending: PersonalKind[] = []

  count(kind: PersonalKind): void {
    this.#pending.push(kind)
  }

  /** What another thread replaced in the tasks it wrote. */
  absorb({ replaced, tasks }: ReplacedCounts): void {
    for (const [kind, by] of replaced) this.replaced.set(kind, (this.replaced.get(kind) ?? 0) + by)
    this.tasks += tasks
  }

  /** The task read last is in. */
  keep(): void {
    if (this.#pending.length === 0) return
    for (const kind of this.#pending) this.replaced.set(kind, (this.replaced.get(kind) ?? 0) + 1)
    this.tasks += 1
    this.#pending = []
  }

  /** It is not. */
  drop(): void {
    if (this.#pending.length > 0) this.#pending = []
  }
}
