'use client'

import { clockText } from '@/components/labeling/audio-player/clock-text'
import type { ReviewProps } from '@/lib/core/labeler'
import type { Answer, Config, Payload } from './schema'

/** The recording and what each annotator wrote, one under the other. */
export default function TranscriptionReview({ payload, answers }: ReviewProps<Payload, Answer, Config>) {
  const { audio, language, hypothesis } = payload
  const tongue = language === null ? {} : { lang: language }
  return (
    <div className="flex flex-col gap-4">
      {/* biome-ignore lint/a11y/useMediaCaption: the captions are what is being written */}
      <audio controls preload="metadata" src={`/api/media/${audio.id}`} aria-label={audio.name} className="w-full" />
      {hypothesis ? (
        <section>
          <h3 className="font-medium text-faint text-xs">Started from</h3>
          <p dir="auto" {...tongue} className="read-text whitespace-pre-wrap">
            {hypothesis}
          </p>
        </section>
      ) : null}
      {answers.map(({ annotator, answer }) => (
        <section key={annotator}>
          <h3 className="font-medium text-xs">{annotator}</h3>
          {answer.segments && answer.segments.length > 0 ? (
            <ol className="mt-1 flex flex-col gap-1">
              {answer.segments.map((segment) => (
                <li key={`${segment.start} ${segment.end} ${segment.text}`} className="flex items-baseline gap-3">
                  <span dir="ltr" className="tabular shrink-0 font-mono text-faint text-xs">
                    {clockText(segment.start)}–{clockText(segment.end)}
                  </span>
                  {segment.speaker ? <span className="shrink-0 text-muted">{segment.speaker}</span> : null}
                  <span dir="auto" {...tongue} className="read-text">
                    {segment.text}
                  </span>
                </li>
              ))}
            </ol>
          ) : (
            <p dir="auto" {...tongue} className="read-text whitespace-pre-wrap">
              {answer.text === '' ? <span className="text-muted">Nobody speaks</span> : answer.text}
            </p>
          )}
        </section>
      ))}
    </div>
  )
}
