'use client'

import { ChatView } from '@/components/labeling/chat-view'
import { Response, ResponseLetter } from '@/components/labeling/response'
import type { ReviewProps } from '@/lib/core/labeler'
import type { Answer, Config, Payload } from './schema'
import { rankingSummary } from './summary'

/** The responses in their stored order, and the order each annotator gave them. */
export default function RankingReview({ payload, answers }: ReviewProps<Payload, Answer, Config>) {
  return (
    <div className="flex flex-col gap-5">
      <ChatView turns={payload.prompt} className="max-w-170" />
      <div className="grid gap-3 md:grid-cols-2 2xl:grid-cols-3">
        {payload.responses.map((response, index) => (
          <section
            // biome-ignore lint/suspicious/noArrayIndexKey: responses of a stored task never change place
            key={index}
            aria-label={`Response ${index + 1}`}
            className="rounded-card border border-line bg-surface p-4"
          >
            <h3 className="mb-2 flex items-center gap-2 font-semibold">
              <ResponseLetter letter={String(index + 1)} /> Response {index + 1}
              {response.model === null ? null : (
                <span className="font-normal text-faint text-xs">{response.model}</span>
              )}
            </h3>
            <Response turns={response.content} />
          </section>
        ))}
      </div>
      <ul className="flex flex-col gap-1">
        {answers.map(({ annotator, answer }) => (
          <li key={annotator} className="flex min-h-8 items-center gap-3">
            <span className="min-w-32 font-medium">{annotator}</span>
            <span dir="ltr" className="tabular">
              {rankingSummary(answer)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
