import type { SessionView } from './session-view'

/** What a visit looks like now, and who wants to know when it changes. */
export class ViewStore {
  private readonly listeners = new Set<() => void>()

  constructor(private view: SessionView) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  readonly snapshot = (): SessionView => this.view

  change(change: Partial<SessionView>): void {
    this.view = { ...this.view, ...change }
    for (const listener of this.listeners) listener()
  }
}
