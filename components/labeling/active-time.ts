/** Time spent on one task: the page is visible and its labeler did something not long ago. Pure; the clock is passed in. */
export class ActiveTime {
  private totalMs = 0
  private runningSince: number | null = null
  private lastSign: number

  constructor(
    startMs: number,
    visible: boolean,
    /** Without a sign for so long the labeler counts as away from then on. */
    private readonly idleAfterMs = 120_000,
  ) {
    this.lastSign = startMs
    this.runningSince = visible ? startMs : null
    this.shown = visible
  }

  /** A key, a pointer, a scroll, a playing recording. */
  sign(nowMs: number): void {
    this.settle(nowMs)
    this.lastSign = nowMs
    if (this.runningSince === null && this.shown) this.runningSince = nowMs
  }

  show(nowMs: number): void {
    this.shown = true
    this.lastSign = nowMs
    this.runningSince ??= nowMs
  }

  hide(nowMs: number): void {
    this.settle(nowMs)
    this.shown = false
    this.runningSince = null
  }

  elapsedMs(nowMs: number): number {
    this.settle(nowMs)
    return Math.round(this.totalMs)
  }

  private shown: boolean

  private settle(nowMs: number): void {
    if (this.runningSince === null) return
    const until = Math.min(nowMs, this.lastSign + this.idleAfterMs)
    this.totalMs += Math.max(0, until - this.runningSince)
    this.runningSince = until < nowMs ? null : nowMs
  }
}
