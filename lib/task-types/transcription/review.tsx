'use client'

import { useMemo } from 'react'
import { clockText } from '@/components/labeling/audio-player/clock-text'
import { answerName } from '@/components/review/answer-cards'
import { type MarkedPart, splitAtLines, textDifferences } from '@/components/review/text-differences'
import type { ReviewProps } from '@/lib/core/labeler'
import type { Answer, Config, Payload } from './schema'

/** The recording and what each annotator wrote, one under the other, with the words marked that others did not hear. */
export default function TranscriptionReview({ payload, answers }: ReviewProps<Payload, Answer, Config>) {
  const { audio, language, hypothesis } = payload
  const tongue = language === null ? {} : { lang: language }
  const marked = useMemo(() => textDifferences(answers.map(({ answer }) => textOf(answer))), [answers])
  return (
    <div className="flex flex-col gap-4">
      {/* biome-ignore lint/a11y/useMediaCaption: the captions are what is being written */}
      <audio
        controls
        preload="metadata"
        src={`/api/media/${audio.id}`}
        aria-label={audio.name === '' ? 'The recording' : audio.name}
        className="w-full"
      />
      {hypothesis ? (
        <section>
          <h3 className="font-medium text-faint text-xs">Started from</h3>
          <p dir="auto" {...tongue} className="read-text whitespace-pre-wrap">
            {hypothesis}
          </p>
        </section>
      ) : null}
      {answers.map(({ annotator, answer }, index) => (
        <section key={annotator}>
          <h3 className="font-medium text-xs">{answerName(annotator)}</h3>
          {answer.segments && answer.segments.length > 0 ? (
            <Segments segments={answer.segments} lines={splitAtLines(marked[index] ?? [])} tongue={tongue} />
          ) : (
            <p dir="auto" {...tongue} className="read-text whitespace-pre-wrap">
              {answer.text === '' ? (
                <span className="text-muted">Nobody speaks</span>
              ) : (
                <Marked parts={marked[index] ?? []} />
              )}
            </p>
          )}
        </section>
      ))}
      {answers.length > 1 ? (
        <p className="text-faint text-xs">Marked: words that at least one of the others does not have.</p>
      ) : null}
    </div>
  )
}

function Segments({
  segments,
  lines,
  tongue,
}: {
  segments: NonNullable<Answer['segments']>
  lines: readonly MarkedPart[][]
  tongue: { lang?: string }
}) {
  return (
    <ol className="mt-1 flex flex-col gap-1">
      {segments.map((segment, index) => (
        <li key={`${segment.start} ${segment.end} ${segment.text}`} className="flex items-baseline gap-3">
          <span dir="ltr" className="tabular shrink-0 font-mono text-faint text-xs">
            {clockText(segment.start)}–{clockText(segment.end)}
          </span>
          {segment.speaker ? <span className="shrink-0 text-muted">{segment.speaker}</span> : null}
          <span dir="auto" {...tongue} className="read-text">
            <Marked parts={lines[index] ?? []} />
          </span>
        </li>
      ))}
    </ol>
  )
}

function Marked({ parts }: { parts: readonly MarkedPart[] }) {
  return parts.map(({ text, differs }, place) =>
    differs ? (
      <mark
        // biome-ignore lint/suspicious/noArrayIndexKey: parts are made anew together
        key={place}
        className="bg-warn-soft text-text underline decoration-2 decoration-warn underline-offset-3"
      >
        {text}
      </mark>
    ) : (
      text
    ),
  )
}

/** Line breaks inside a segment would be taken for its end. */
function textOf({ text, segments }: Answer): string {
  if (!segments || segments.length === 0) return text
  return segments.map((segment) => segment.text.replaceAll('\n', ' ')).join('\n')
}
