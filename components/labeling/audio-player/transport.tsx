'use client'

import { Pause, Play, Repeat, RotateCcw, Volume1, Volume2, VolumeX } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { Tooltip } from '@/components/ui/tooltip'
import { clockText } from './clock-text'
import { backSeconds } from './constants'
import { type Player, rates } from './player'
import { useClock, usePlayerView } from './use-player'

const look = { 'aria-hidden': true, className: 'size-4.5', strokeWidth: 1.75 } as const

/** The dock of everything that is heard: time, back, play, loop, speed, loudness. */
export function Transport({ player, loopLabel }: { player: Player | null; loopLabel: string }) {
  const view = usePlayerView(player)
  const off = !player || view.phase === 'failed'
  const playLabel = view.playing ? 'Pause' : 'Play'
  return (
    <div className="flex w-full items-center justify-center gap-1.5 max-sm:justify-between">
      <TimeReadOut player={player} />
      <Tooltip text={`Back ${backSeconds} seconds`} keys="mod+b">
        <Button
          variant="ghost"
          aria-label={`Back ${backSeconds} seconds`}
          isDisabled={off}
          onPress={() => player?.skip(-backSeconds)}
          className="h-10 coarse:h-11"
        >
          <RotateCcw {...look} />
          <span className="tabular">{backSeconds}</span>
        </Button>
      </Tooltip>
      <Tooltip text={playLabel} keys="mod+p">
        <Button
          variant="ink"
          iconOnly
          aria-label={playLabel}
          isDisabled={off}
          onPress={() => void player?.toggle()}
          className="size-12 rounded-full"
        >
          {view.playing ? <Pause {...look} /> : <Play {...look} />}
        </Button>
      </Tooltip>
      <Tooltip text={loopLabel} keys="mod+l">
        <Button
          variant="ghost"
          iconOnly
          aria-label={loopLabel}
          aria-pressed={view.loop}
          isDisabled={off}
          onPress={() => player?.setLoop(!view.loop)}
          className="size-10 aria-pressed:bg-accent-soft aria-pressed:text-accent-text coarse:size-11"
        >
          <Repeat {...look} />
        </Button>
      </Tooltip>
      <Select
        label="Speed"
        hideLabel
        options={rates.map((rate) => ({ value: String(rate), label: `${rate}×` }))}
        value={String(view.rate)}
        onChange={(rate) => player?.setRate(Number(rate))}
        className="w-21"
      />
      <Loudness player={player} volume={view.volume} />
    </div>
  )
}

function TimeReadOut({ player }: { player: Player | null }) {
  const now = useClock(player)
  return (
    <span dir="ltr" className="tabular me-2 w-38 text-end font-medium font-mono max-lg:hidden">
      {clockText(now)} <span className="text-faint">/ {clockText(player?.duration ?? 0)}</span>
    </span>
  )
}

function Loudness({ player, volume }: { player: Player | null; volume: number }) {
  const Icon = volume === 0 ? VolumeX : volume < 0.5 ? Volume1 : Volume2
  return (
    <label className="flex w-29 items-center gap-2 text-muted max-lg:hidden">
      <Icon {...look} className="size-4 shrink-0" />
      <span className="sr-only">Loudness</span>
      <input
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={volume}
        onChange={(event) => player?.setVolume(Number(event.target.value))}
        className="h-4 min-w-0 flex-1 accent-ink"
      />
    </label>
  )
}
