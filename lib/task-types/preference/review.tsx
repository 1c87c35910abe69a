'use client'

import { ChatView } from '@/components/labeling/chat-view'
import { Response, ResponseLetter } from '@/components/labeling/response'
import type { ReviewProps } from '@/lib/core/labeler'
import type { Answer, Config, Payload } from './schema'
import { preferenceSummary } from './summary'

/** The pair in its stored order (A is the first response of the import line), and what each annotator said. */
export default function PreferenceReview({ payload, answers }: ReviewProps<Payload, Answer, Config>) {
  const [a, b] = payload.responses
  return (
    <div className="flex flex-col gap-5">
      <ChatView turns={payload.prompt} className="max-w-170" />
      <div className="grid gap-3 md:grid-cols-2">
        {[
          { letter: 'A', response: a },
          { letter: 'B', response: b },
        ].map(({ letter, response }) => (
          <section
            key={letter}
            aria-label={`Response ${letter}`}
            className="rounded-card border border-line bg-surface p-4"
          >
            <h3 className="mb-2 flex items-center gap-2 font-semibold">
              <ResponseLetter letter={letter} /> Response {letter}
              {response.model === null ? null : (
                <span className="font-normal text-faint text-xs">{response.model}</span>
              )}
            </h3>
            <Response turns={response.content} />
          </section>
        ))}
      </div>
      <ul className="flex flex-col gap-2">
        {answers.map(({ annotator, answer }) => (
          <li key={annotator}>
            <span className="me-3 inline-block min-w-32 font-medium">{annotator}</span>
            {preferenceSummary(answer)}
            <Details answer={answer} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Details({ answer }: { answer: Answer }) {
  const aspects = Object.entries(answer.aspects ?? {}).map(
    ([name, choice]) => `${name}: ${choice === 'tie' ? '=' : choice.toUpperCase()}`,
  )
  return (
    <>
      {aspects.length > 0 ? <span className="ms-3 text-muted">{aspects.join(', ')}</span> : null}
      {answer.rationale ? (
        <p dir="auto" className="wrap-anywhere whitespace-pre-wrap text-muted">
          {answer.rationale}
        </p>
      ) : null}
    </>
  )
}
