'use client'

import { AnswerCard, AnswerCards } from '@/components/review/answer-cards'
import { cn } from '@/components/ui/class-names'
import { Swatch } from '@/components/ui/pill'
import type { ReviewProps } from '@/lib/core/labeler'
import { cssColor } from './label-color'
import type { Answer, Config, Payload } from './schema'

/** The text, and what each annotator called it, side by side. */
export default function SentimentReview({ payload, config, answers }: ReviewProps<Payload, Answer, Config>) {
  return (
    <div className="flex flex-col gap-6">
      <div>
        {config.question === '' ? null : (
          <p dir="auto" className="mb-3 text-muted">
            {config.question}
          </p>
        )}
        <blockquote
          dir="auto"
          className={cn(
            'wrap-anywhere whitespace-pre-wrap',
            payload.text.length > 600
              ? 'read-text max-w-170'
              : 'text-[calc(1.25rem*var(--content-scale,1))] leading-normal',
          )}
        >
          {payload.text}
        </blockquote>
      </div>
      <AnswerCards>
        {answers.map(({ annotator, answer }) => (
          <AnswerCard key={annotator} annotator={annotator}>
            <span className="flex flex-col gap-1">
              {chosenBy(answer, config).map(({ value, name, color }) => (
                <span key={value} className="inline-flex items-center gap-2">
                  <Swatch color={cssColor(color)} />
                  <b dir="auto" className="font-semibold text-md">
                    {name}
                  </b>
                </span>
              ))}
            </span>
          </AnswerCard>
        ))}
      </AnswerCards>
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
