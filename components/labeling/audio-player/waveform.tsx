'use client'

import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type WaveSurfer from 'wavesurfer.js'
import { clockText, spokenTime } from './clock-text'
import { fetchPeaks } from './peaks'
import type { Player } from './player'
import { useClock } from './use-player'
import { type SegmentSpan, useRegions } from './use-regions'
import { onThemeChange, waveColors } from './wave-colors'

const closest = 800
/** Pixels a second is given at least; long recordings scroll. */
const roomPerSecond = 40

export interface WaveformProps {
  player: Player
  peaksSrc: string
  segments: readonly SegmentSpan[]
  currentId: number | null
  onSelect(id: number): void
  /** A segment was dragged or one of its ends. */
  onPlace(id: number, start: number, end: number): void
  /** A stretch was marked by dragging; null where segments are not wanted. */
  onMark: ((start: number, end: number) => void) | null
}

/** The recording as a picture with its time line, segments and an overview. A slider for those who do not use a mouse. */
export function Waveform(props: WaveformProps) {
  const { player, peaksSrc } = props
  const container = useRef<HTMLDivElement>(null)
  const overview = useRef<HTMLDivElement>(null)
  const [wave, setWave] = useState<WaveSurfer | null>(null)
  const [drawing, setDrawing] = useState<'waiting' | 'drawn' | 'none'>('waiting')

  useEffect(() => {
    const gone = new AbortController()
    const draw = async () => {
      const peaks = await fetchPeaks(peaksSrc, gone.signal)
      if (gone.signal.aborted || !container.current || !overview.current) return
      if (!peaks) return setDrawing('none')
      const made = await drawWave(player, peaks, container.current, overview.current)
      if (gone.signal.aborted) return made.destroy()
      gone.signal.addEventListener('abort', () => made.destroy())
      setWave(made)
      setDrawing('drawn')
    }
    draw().catch((error: unknown) => {
      if (gone.signal.aborted) return
      setDrawing('none')
      reportError(error)
    })
    return () => {
      gone.abort()
      setWave(null)
    }
  }, [player, peaksSrc])

  useEffect(() => {
    if (!wave || !container.current) return
    const within = container.current
    return onThemeChange(() => {
      const colors = waveColors(within)
      wave.setOptions({ waveColor: colors.wave, progressColor: colors.accent, cursorColor: colors.accent })
    })
  }, [wave])
  useRegions(wave, props)

  return (
    <div dir="ltr" className="shrink-0 border-line border-b bg-surface">
      <TimeSlider player={player} wave={wave}>
        <div ref={container} className="h-41" />
      </TimeSlider>
      <div ref={overview} className="h-7.5 border-line border-t bg-sunken" />
      {drawing === 'none' ? (
        <p className="px-4 pb-3 text-muted text-xs">There is no picture of this sound. It can be heard all the same.</p>
      ) : null}
    </div>
  )
}

/** Arrows 1 s, with Shift 5 s, Home and End; + and − come closer and go back. */
function TimeSlider({
  player,
  wave,
  children,
}: {
  player: Player
  wave: WaveSurfer | null
  children: React.ReactNode
}) {
  const now = useClock(player)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = event.shiftKey ? 5 : 1
    const to = { ArrowLeft: now - step, ArrowRight: now + step, Home: 0, End: player.duration }[event.key]
    if (to !== undefined) player.seek(to)
    const factor = { '+': 1.5, '-': 1 / 1.5 }[event.key]
    if (factor !== undefined) zoomWave(wave, factor)
    if (to !== undefined || factor !== undefined) event.preventDefault()
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Recording"
      aria-valuemin={0}
      aria-valuemax={player.duration}
      aria-valuenow={Math.round(now * 10) / 10}
      aria-valuetext={`${spokenTime(now)} of ${spokenTime(player.duration)}`}
      onKeyDown={onKeyDown}
      className="focus-visible:-outline-offset-2"
    >
      {children}
    </div>
  )
}

function zoomWave(wave: WaveSurfer | null, factor: number) {
  if (!wave) return
  const current = Math.max(wave.options.minPxPerSec, wave.getWidth() / wave.getDuration())
  wave.zoom(Math.max(roomPerSecond, Math.min(closest, current * factor)))
}

/** A mark each second, or at most 1,200 of them. */
function timeMarks(duration: number) {
  const interval = Math.max(1, Math.ceil(duration / 1200))
  return {
    timeInterval: interval,
    primaryLabelInterval: interval * 5,
    secondaryLabelInterval: interval,
    secondaryLabelOpacity: 0.8,
  }
}

/** The drawing libraries come only now, so that text and sound are not kept waiting for them. */
async function drawWave(player: Player, peaks: number[][], container: HTMLElement, overview: HTMLElement) {
  const [{ default: WaveSurfer }, { default: Timeline }, { default: Minimap }] = await Promise.all([
    import('wavesurfer.js'),
    import('wavesurfer.js/plugins/timeline'),
    import('wavesurfer.js/plugins/minimap'),
  ])
  const colors = waveColors(container)
  const bars = {
    waveColor: colors.wave,
    progressColor: colors.accent,
    barWidth: 3,
    barGap: 2,
    barRadius: 2,
    normalize: true,
  }
  return WaveSurfer.create({
    ...bars,
    container,
    media: player.audio,
    peaks,
    duration: player.duration,
    height: 140,
    cursorColor: colors.accent,
    cursorWidth: 2,
    minPxPerSec: roomPerSecond,
    plugins: [
      Timeline.create({
        height: 22,
        ...timeMarks(player.duration),
        formatTimeCallback: (seconds) => clockText(seconds, false),
        style: { fontSize: '11px', fontFamily: 'var(--mono)', color: 'var(--faint)' },
      }),
      Minimap.create({
        ...bars,
        barWidth: 1,
        barGap: 1,
        container: overview,
        height: 28,
        cursorWidth: 0,
        progressColor: colors.wave,
        overlayColor: colors.window,
      }),
    ],
  })
}
