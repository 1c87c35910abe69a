'use client'

import { useMemo, useState } from 'react'
import { isLetter } from '@/components/review/answer-cards'
import { cn } from '@/components/ui/class-names'
import { Swatch } from '@/components/ui/pill'
import type { ReviewProps } from '@/lib/core/labeler'
import { annotatorPairs, boxObjects, overlapIn } from './box-objects'
import { type LabelColor, labelColor } from './label-color'
import type { Answer, Config, LabeledBox, Payload } from './schema'
import { boxSummary } from './summary'

/** Line styles and letters tell people apart, colours tell labels apart. */
const dashes = ['', '8 4', '2 3', '10 3 2 3', '14 6', '4 2 1 2']
/** Overlaps below this are marked for a look. */
const worthALook = 0.6

/** Everyone's boxes laid over each other, and how far each pair of annotators agrees on each thing. */
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
    <div className="flex flex-col gap-4">
      {/* Not so high that the table below is out of sight. */}
      <div
        dir="ltr"
        style={{ maxWidth: `calc(60dvh * ${image.width / image.height})` }}
        className="relative mx-auto w-full overflow-hidden rounded-card bg-stage"
      >
        {/* biome-ignore lint/performance/noImgElement: reviewers need the pixels as they are */}
        <img
          src={`/api/media/${image.id}`}
          alt={image.name === '' ? 'The picture, boxes below' : `${image.name}, boxes below`}
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
          <li key={annotator} className="flex flex-wrap items-center gap-x-2">
            <button
              type="button"
              aria-pressed={!hidden.has(index)}
              onClick={() => toggle(index)}
              className="flex min-h-8 items-center gap-2 rounded-control px-2 hover:bg-hover aria-[pressed=false]:text-faint coarse:min-h-11"
            >
              <b className="font-semibold" aria-hidden={isLetter(annotator)}>
                {letterOf(index)}
              </b>
              <svg width="28" height="8" aria-hidden="true">
                <path d="M0 4H28" stroke="currentColor" strokeWidth={2} strokeDasharray={dashOf(index)} />
              </svg>
              {isLetter(annotator) ? <span className="sr-only">boxes of answer {annotator}</span> : annotator}
            </button>
            <span className="text-muted">{boxSummary(answer, config)}</span>
          </li>
        ))}
      </ul>
      {answers.length > 1 ? <Overlaps answers={answers.map(({ answer }) => answer.boxes)} colors={colors} /> : null}
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

/** IoU of each thing for each pair, soft F1 of the pair below. */
function Overlaps({
  answers,
  colors,
}: {
  answers: readonly (readonly LabeledBox[])[]
  colors: ReadonlyMap<string, LabelColor>
}) {
  const objects = useMemo(() => boxObjects(answers), [answers])
  const pairs = useMemo(() => annotatorPairs(answers), [answers])
  return (
    <div className="overflow-x-auto">
      <table className="tabular w-full">
        <caption className="caption-bottom pt-2 text-start text-faint text-xs">
          IoU of the boxes matched one to one; “none” where one of the two drew no such box. Below {share(worthALook)}{' '}
          in amber.
        </caption>
        <thead>
          <tr className="border-line border-b text-faint text-xs">
            <th scope="col" className="py-1.5 text-start font-medium">
              Box
            </th>
            {pairs.map(({ first, second }) => (
              <th key={`${first} ${second}`} scope="col" className="ps-3 text-end font-medium">
                {letterOf(first)} with {letterOf(second)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {objects.map((object) => (
            <tr key={JSON.stringify(object.boxes)} className="border-line border-b">
              <th scope="row" className="py-1.5 text-start font-normal">
                <span className="inline-flex items-center gap-2">
                  <Swatch color={colors.get(object.label)?.color ?? 'var(--label-1)'} />
                  {object.label}
                </span>
              </th>
              {pairs.map((pair) => (
                <OverlapCell key={`${pair.first} ${pair.second}`} overlap={overlapIn(object, pair)} />
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row" className="py-1.5 text-start font-normal text-muted">
              Pair, soft F1
            </th>
            {pairs.map((pair) => (
              <td key={`${pair.first} ${pair.second}`} className="ps-3 text-end font-semibold">
                {share(pair.softF1)}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  )
}

function OverlapCell({ overlap }: { overlap: number | null }) {
  return (
    <td
      className={cn(
        'ps-3 text-end',
        overlap === null && 'text-muted',
        overlap !== null && overlap < worthALook && 'text-warn-text',
      )}
    >
      {overlap === null ? 'none' : share(overlap)}
    </td>
  )
}

/** Two digits without the leading zero: .71, 1.00. */
function share(value: number): string {
  return value.toFixed(2).replace(/^0/, '')
}

function letterOf(index: number): string {
  return String.fromCharCode(65 + (index % 26)).repeat(Math.floor(index / 26) + 1)
}

function dashOf(index: number): string {
  return dashes[index % dashes.length] ?? ''
}
