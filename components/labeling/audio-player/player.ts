'use client'

import { session } from './session'

export interface PlayerView {
  phase: 'loading' | 'ready' | 'failed'
  playing: boolean
  /** The browser did not let it play on arrival: a first press of Play is needed. */
  blocked: boolean
  loop: boolean
  rate: number
  volume: number
}

export interface Span {
  start: number
  end: number
}

export const rates = [0.5, 0.75, 1, 1.25, 1.5, 2] as const

/** One recording and its one clock: the browser's audio element. The waveform only draws what this says. */
export class Player {
  readonly audio = new Audio()
  readonly duration: number
  #view: PlayerView = {
    phase: 'loading',
    playing: false,
    blocked: false,
    loop: false,
    rate: session.rate,
    volume: session.volume,
  }
  readonly #listeners = new Set<() => void>()
  readonly #clockListeners = new Set<() => void>()
  readonly #src: string
  #loopSpan: () => Span | null = () => null
  #frame = 0
  readonly #events = new AbortController()

  constructor(src: string, duration: number) {
    this.#src = src
    this.duration = duration
    const on = (event: keyof HTMLMediaElementEventMap, react: () => void) =>
      this.audio.addEventListener(event, react, { signal: this.#events.signal })
    on('loadedmetadata', () => this.#set({ phase: 'ready' }))
    on('error', () => this.#set({ phase: 'failed', playing: false }))
    on('play', () => {
      this.#set({ playing: true, blocked: false })
      this.#tick()
    })
    on('pause', () => this.#set({ playing: false }))
    on('ended', () => this.#onEnd())
    on('seeking', () => this.#tellTime())
    on('timeupdate', () => this.#tellTime())
    this.load()
  }

  load() {
    this.#set({ phase: 'loading' })
    this.audio.preload = 'auto'
    this.audio.src = this.#src
    this.audio.playbackRate = this.#view.rate
    this.audio.defaultPlaybackRate = this.#view.rate
    this.audio.volume = this.#view.volume
  }

  /** Silent for good: the element lets go of its file. */
  destroy() {
    this.#events.abort()
    cancelAnimationFrame(this.#frame)
    this.audio.pause()
    this.audio.removeAttribute('src')
    this.audio.load()
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly view = () => this.#view

  readonly subscribeClock = (listener: () => void) => {
    this.#clockListeners.add(listener)
    return () => void this.#clockListeners.delete(listener)
  }

  readonly now = () => this.audio.currentTime

  async play() {
    const span = this.#view.loop ? this.#loopSpan() : null
    if (span && (this.now() < span.start || this.now() >= span.end - 0.02)) this.seek(span.start)
    try {
      await this.audio.play()
    } catch (error) {
      // Browsers refuse sound before the first click; a pause or a new source while it starts is no fault either.
      if (!(error instanceof DOMException)) throw error
      if (error.name === 'NotAllowedError') this.#set({ blocked: true })
    }
  }

  toggle() {
    if (this.audio.paused) return this.play()
    this.audio.pause()
  }

  seek(seconds: number) {
    this.audio.currentTime = Math.max(0, Math.min(this.duration, seconds))
    this.#tellTime()
  }

  skip(seconds: number) {
    this.seek(this.now() + seconds)
  }

  setLoop(loop: boolean) {
    this.#set({ loop })
  }

  /** What Loop repeats: asked each time, since the current segment moves on. Null is the whole recording. */
  loopOver(span: () => Span | null) {
    this.#loopSpan = span
  }

  /** To the next slower (−1) or faster (1) rate. */
  changeRate(step: 1 | -1) {
    const at = rates.findIndex((rate) => rate >= this.#view.rate - 1e-9)
    this.setRate(rates[Math.max(0, Math.min(rates.length - 1, at + step))] ?? 1)
  }

  setRate(rate: number) {
    session.rate = rate
    this.audio.playbackRate = rate
    this.#set({ rate })
  }

  setVolume(volume: number) {
    session.volume = volume
    this.audio.volume = volume
    this.#set({ volume })
  }

  #onEnd() {
    if (!this.#view.loop) return this.#set({ playing: false })
    this.seek(this.#loopSpan()?.start ?? 0)
    void this.play()
  }

  readonly #tick = () => {
    const span = this.#view.loop ? this.#loopSpan() : null
    if (span && this.now() >= span.end) this.seek(span.start)
    this.#tellTime()
    if (!this.audio.paused) this.#frame = requestAnimationFrame(this.#tick)
  }

  #tellTime() {
    for (const listener of this.#clockListeners) listener()
  }

  #set(change: Partial<PlayerView>) {
    this.#view = { ...this.#view, ...change }
    for (const listener of this.#listeners) listener()
  }
}
