import 'server-only'

const finestPerSecond = 100
const mostPeaks = 60_000

/** What an audio player draws: the loudest sample of each slice, −1 to 1. */
export interface Peaks {
  durationSeconds: number
  peaksPerSecond: number
  /** One list a channel, as players take them; the channels are mixed to one. */
  peaks: number[][]
}

/**
 * Peaks of a recording whose length is not known beforehand, in memory that does not grow with it:
 * slices of a hundredth of a second, two joined into one whenever there are too many.
 */
export class PeakMeter {
  readonly sampleRate: number
  private slices: number[] = []
  private perSecond = finestPerSecond
  private loudest = 0
  private inSlice = 0
  private samples = 0

  constructor(sampleRate: number) {
    this.sampleRate = sampleRate
  }

  get seconds(): number {
    return this.samples / this.sampleRate
  }

  add(channels: readonly Float32Array[]): void {
    const length = channels[0]?.length ?? 0
    for (let i = 0; i < length; i++) {
      for (const channel of channels) {
        const sample = channel[i] ?? 0
        if (Math.abs(sample) > Math.abs(this.loudest)) this.loudest = sample
      }
      this.samples += 1
      this.inSlice += 1
      if (this.inSlice * this.perSecond >= this.sampleRate) this.closeSlice()
    }
  }

  /** `durationSeconds`: the recording's length where its header knows it better than the decoder. */
  finish(durationSeconds: number = this.seconds): Peaks {
    if (this.inSlice > 0) this.closeSlice()
    const wanted = Math.ceil(durationSeconds * this.perSecond)
    while (this.slices.length < wanted) this.slices.push(0)
    return { durationSeconds, peaksPerSecond: this.perSecond, peaks: [this.slices.map(rounded)] }
  }

  private closeSlice(): void {
    this.slices.push(this.loudest)
    this.loudest = 0
    this.inSlice = 0
    if (this.slices.length < mostPeaks) return
    const joined: number[] = []
    for (let i = 0; i < this.slices.length; i += 2) joined.push(louder(this.slices[i] ?? 0, this.slices[i + 1] ?? 0))
    this.slices = joined
    this.perSecond /= 2
  }
}

function louder(a: number, b: number): number {
  return Math.abs(a) >= Math.abs(b) ? a : b
}

function rounded(sample: number): number {
  return Math.round(Math.max(-1, Math.min(1, sample)) * 1000) / 1000
}
