import type { Exporter } from '@/lib/core/task-type'
import { rawAnnotations } from '@/lib/task-types/raw-annotations'
import { nemo } from './nemo'
import type { Answer, Config, Payload } from './schema'
import { webvtt } from './webvtt'

export const exporters: Record<string, Exporter<Payload, Answer, Config>> = {
  nemo,
  webvtt,
  raw: rawAnnotations((payload, context) => ({
    audio: context.mediaName(payload.audio),
    duration: payload.audio.durationSeconds,
    language: payload.language,
    hypothesis: payload.hypothesis,
  })),
}
