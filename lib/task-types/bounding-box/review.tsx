'use client'

import { useMemo, useState } from 'react'
import { Swatch } from '@/components/ui/pill'
import type { ReviewProps } from '@/lib/core/labeler'
import { type LabelColor, labelColor } from './label-color'
import type { Answer, Config, Payload } from './schema'
import { boxSummary } from './summary'

/** Line styles tell people apart, colours tell labels apart. */
const dashes = ['', '8 4', '2 3', '10 3 2 3', '14 6', '4 2 1 2']

/** Everyone's boxes over the picture, each annotator with a letter and a line style of their own. */
export default function BoundingBoxReview({ payload, config, answers }: ReviewProps<Payload, Answer, Config>) {
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set())
  const colors = useMemo(() => new Map(config.labels.map((label) => [label.name, labelColor(label.color)])), [config])
  const { image } = payload
  const toggle = (index: number) => {
    const next = new Set(hidden)
    if (!next.delete(index)) next.add(index)
    setHidden(next)
  }
  return (
    <div className="flex flex-col gap-3">
      <div dir="ltr" className="relative overflow-hidden rounded-card bg-stage">
        {/* biome-ignore lint/performance/noImgElement: reviewers need the pixels as they are */}
        <img
          src={`/api/media/${image.id}`}
          alt={image.name}
          width={image.width}
          height={image.height}
          className="block h-auto w-full"
        />
        <svg
          viewBox={`0 0 ${image.width} ${image.height}`}
          aria-hidden="true"
          className="absolute inset-0 h-full w-full"
        >
          {answers.map(({ annotator, answer }, index) =>
            hidden.has(index) ? null : (
              <Outlines key={annotator} answer={answer} dash={dashOf(index)} colors={colors} />
            ),
          )}
        </svg>
      </div>
      <ul className="flex flex-col gap-1">
        {answers.map(({ annotator, answer }, index) => (
          <li key={annotator} className="flex items-center gap-2">
            <button
              type="button"
              aria-pressed={!hidden.has(index)}
              onClick={() => toggle(index)}
              className="flex min-h-8 items-center gap-2 rounded-control px-2 hover:bg-hover aria-[pressed=false]:text-faint coarse:min-h-11"
            >
              <svg width="28" height="8" aria-hidden="true">
                <path d="M0 4H28" stroke="currentColor" strokeWidth={2} strokeDasharray={dashOf(index)} />
              </svg>
              <span className="font-medium">{annotator}</span>
            </button>
            <span className="text-muted">{boxSummary(answer, config)}</span>
          </li>
        ))}
      </ul>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs" aria-label="Labels">
        {config.labels.map((label) => (
          <li key={label.name} className="flex items-center gap-1.5">
            <Swatch color={labelColor(label.color).color} />
            {label.name}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Outlines({ answer, dash, colors }: { answer: Answer; dash: string; colors: ReadonlyMap<string, LabelColor> }) {
  return answer.boxes.map(({ label, x, y, width, height }) => {
    const place = { x, y, width, height, fill: 'none', vectorEffect: 'non-scaling-stroke' } as const
    return (
      <g key={`${label} ${x} ${y} ${width} ${height}`}>
        <rect {...place} stroke="var(--casing)" strokeWidth={4} />
        <rect {...place} stroke={colors.get(label)?.color ?? 'var(--label-1)'} strokeWidth={2} strokeDasharray={dash} />
      </g>
    )
  })
}

function dashOf(index: number): string {
  return dashes[index % dashes.length] ?? ''
}
