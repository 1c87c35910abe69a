'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { Player, type PlayerView } from './player'

const waiting: PlayerView = { phase: 'loading', playing: false, blocked: false, loop: false, rate: 1, volume: 1 }
const never = () => () => undefined

/** The player of a recording, silent again when the task is left; null until the page is in a browser. */
export function usePlayer(src: string, duration: number, playsOnArrival: boolean): Player | null {
  const [player, setPlayer] = useState<Player | null>(null)
  useEffect(() => {
    const made = new Player(src, duration)
    setPlayer(made)
    if (playsOnArrival) void made.play()
    return () => {
      setPlayer(null)
      made.destroy()
    }
  }, [src, duration, playsOnArrival])
  return player
}

export function usePlayerView(player: Player | null): PlayerView {
  return useSyncExternalStore(player?.subscribe ?? never, player?.view ?? (() => waiting), () => waiting)
}

/** Seconds, as they pass. For small parts only: what uses it is drawn anew with each frame. */
export function useClock(player: Player | null): number {
  return useSyncExternalStore(player?.subscribeClock ?? never, player?.now ?? (() => 0), () => 0)
}
