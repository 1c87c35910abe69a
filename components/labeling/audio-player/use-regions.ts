'use client'

import { useEffect, useRef, useState } from 'react'
import type WaveSurfer from 'wavesurfer.js'
import type RegionsPlugin from 'wavesurfer.js/plugins/regions'
import type { WaveformProps } from './waveform'

export interface SegmentSpan {
  id: number
  start: number
  end: number
}

type Regions = ReturnType<typeof RegionsPlugin.create>

/** A drag shorter than this (seconds) was meant as a click. */
const shortest = 0.1

/** Keeps the marked stretches of the waveform the same as the segments of the text. */
export function useRegions(wave: WaveSurfer | null, props: WaveformProps) {
  const { segments, currentId, onMark } = props
  const [regions, setRegions] = useState<Regions | null>(null)
  const newest = useRef(props)
  useEffect(() => {
    newest.current = props
  })
  const marks = onMark !== null

  useEffect(() => {
    if (!wave || !marks) return
    let gone = false
    const register = async () => {
      const { default: Plugin } = await import('wavesurfer.js/plugins/regions')
      if (gone) return
      const plugin = wave.registerPlugin(Plugin.create())
      listen(plugin, newest)
      setRegions(plugin)
    }
    register().catch(reportError)
    return () => {
      gone = true
      setRegions(null)
    }
  }, [wave, marks])

  useEffect(() => {
    if (!regions) return
    const wanted = new Map(
      segments.map((segment, index) => [String(segment.id), { segment, number: String(index + 1) }]),
    )
    const there = new Map(regions.getRegions().map((region) => [region.id, region]))
    for (const [id, region] of there) if (!wanted.has(id)) region.remove()
    for (const [id, { segment, number }] of wanted) {
      const { start, end } = segment
      const color = tint(segment.id === currentId)
      const region = there.get(id)
      if (!region) regions.addRegion({ id, start, end, color, content: number, minLength: shortest })
      else if (
        region.start !== start ||
        region.end !== end ||
        region.color !== color ||
        region.content?.textContent !== number
      )
        region.setOptions({ start, end, color, content: number })
    }
  }, [regions, segments, currentId])
}

function tint(current: boolean): string {
  return `color-mix(in oklab, var(${current ? '--accent' : '--line-control'}) 14%, transparent)`
}

function listen(regions: Regions, newest: { current: WaveformProps }) {
  const idOf = (text: string) => newest.current.segments.find((segment) => String(segment.id) === text)?.id
  regions.on('region-clicked', (region, event) => {
    const id = idOf(region.id)
    if (id === undefined) return
    event.stopPropagation()
    newest.current.onSelect(id)
    const element = region.element
    const share = element ? (event.clientX - element.getBoundingClientRect().left) / element.clientWidth : 0
    newest.current.player.seek(region.start + share * (region.end - region.start))
  })
  regions.on('region-updated', (region) => {
    const id = idOf(region.id)
    if (id !== undefined) newest.current.onPlace(id, region.start, region.end)
  })
  regions.enableDragSelection({ color: tint(true), id: 'marked' })
  regions.on('region-created', (region) => {
    if (idOf(region.id) !== undefined) return
    const { start, end } = region
    region.remove()
    if (end - start >= shortest) newest.current.onMark?.(start, end)
  })
}
