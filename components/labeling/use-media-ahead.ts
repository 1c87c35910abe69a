'use client'

import { useEffect, useRef } from 'react'
import type { MediaAhead } from './assignment'

/**
 * Fetches the files of the tasks held ready, so that the next one is there at once. Pictures come whole; of recordings only the next one's beginning,
 * as much as the browser thinks fit. What fails here is asked for again, and told, when its task is shown.
 */
export function useMediaAhead(media: readonly MediaAhead[]): void {
  const held = useRef(new Map<string, HTMLImageElement | HTMLAudioElement>())
  const wanted = media.map(({ id, mime }) => `${mime} ${id}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is made anew with each drawing, its content is not
  useEffect(() => {
    const before = held.current
    const nextRecording = media.find(({ mime }) => mime.startsWith('audio/'))
    const now = media.flatMap(({ id, mime }): [string, HTMLImageElement | HTMLAudioElement][] => {
      const src = `/api/media/${encodeURIComponent(id)}`
      if (mime.startsWith('image/')) return [[id, before.get(id) ?? picture(src)]]
      return id === nextRecording?.id ? [[id, before.get(id) ?? recording(src)]] : []
    })
    held.current = new Map(now)
  }, [wanted])
}

function picture(src: string): HTMLImageElement {
  const image = new Image()
  image.fetchPriority = 'low'
  image.decoding = 'async'
  image.src = src
  return image
}

function recording(src: string): HTMLAudioElement {
  const audio = new Audio()
  audio.preload = 'auto'
  audio.src = src
  return audio
}
