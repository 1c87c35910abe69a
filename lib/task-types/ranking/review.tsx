'use client'

import { ChatView } from '@/components/labeling/chat-view'
import { Response, ResponseLetter } from '@/components/labeling/response'
import { answerName } from '@/components/review/answer-cards'
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
      <Places count={payload.responses.length} answers={answers} />
    </div>
  )
}

/** Who put which response where; rows on which they part are marked. */
function Places({ count, answers }: { count: number; answers: ReviewProps<Payload, Answer, Config>['answers'] }) {
  return (
    <div className="overflow-x-auto">
      <table className="tabular w-full">
        <caption className="caption-bottom pt-2 text-start text-faint text-xs">
          Place of each response, 1 is best; equal numbers are tied. In amber where the answers part.
        </caption>
        <thead>
          <tr className="border-line border-b text-faint text-xs">
            <th scope="col" className="py-1.5 text-start font-medium">
              Response
            </th>
            {answers.map(({ annotator }) => (
              <th key={annotator} scope="col" className="ps-3 text-end font-medium">
                {answerName(annotator)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: count }, (_, index) => {
            const places = answers.map(({ answer }) => answer.ranks[index] ?? null)
            const parts = new Set(places).size > 1
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: responses of a stored task never change place
              <tr key={index} className="border-line border-b">
                <th scope="row" className="py-1.5 text-start font-normal">
                  Response {index + 1}
                </th>
                {answers.map(({ annotator }, at) => (
                  <td
                    key={annotator}
                    className={parts ? 'ps-3 text-end font-semibold text-warn-text' : 'ps-3 text-end'}
                  >
                    {places[at] ?? 'none'}
                  </td>
                ))}
              </tr>
            )
          })}
          <tr>
            <th scope="row" className="py-1.5 text-start font-normal text-muted">
              Order
            </th>
            {answers.map(({ annotator, answer }) => (
              <td key={annotator} dir="ltr" className="whitespace-nowrap ps-3 text-end text-muted">
                {rankingSummary(answer)}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  )
}
