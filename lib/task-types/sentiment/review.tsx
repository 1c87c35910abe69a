'use client'

import { Swatch } from '@/components/ui/pill'
import type { ReviewProps } from '@/lib/core/labeler'
import { cssColor } from './label-color'
import type { Answer, Config, Payload } from './schema'

/** The text, and what each annotator called it. */
export default function SentimentReview({ payload, config, answers }: ReviewProps<Payload, Answer, Config>) {
  return (
    <div className="flex flex-col gap-4">
      <blockquote dir="auto" className="read-text wrap-anywhere max-w-170 whitespace-pre-wrap">
        {payload.text}
      </blockquote>
      <ul className="flex flex-col gap-1">
        {answers.map(({ annotator, answer }) => (
          <li key={annotator} className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-32 font-medium">{annotator}</span>
            {chosenBy(answer, config).map(({ value, name, color }) => (
              <span key={value} className="inline-flex items-center gap-1.5">
                <Swatch color={cssColor(color)} />
                <span dir="auto">{name}</span>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The labels of an answer; one that the project has since lost is shown by its value. */
function chosenBy(answer: Answer, config: Config) {
  const values = 'label' in answer ? [answer.label] : answer.labels
  return values.map(
    (value) => config.labels.find((label) => label.value === value) ?? { value, name: value, color: 'faint' },
  )
}
