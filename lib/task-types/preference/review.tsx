'use client'

import { ChatView } from '@/components/labeling/chat-view'
import { Response, ResponseLetter } from '@/components/labeling/response'
import { AnswerCard, AnswerCards } from '@/components/review/answer-cards'
import type { ReviewProps } from '@/lib/core/labeler'
import { type Answer, type Config, isDecisive, type Payload } from './schema'
import { preferenceSummary } from './summary'

/** The pair in its stored order (A is the first response of the import line), and what each annotator said. */
export default function PreferenceReview({ payload, answers }: ReviewProps<Payload, Answer, Config>) {
  const [a, b] = payload.responses
  const parts = partedAspects(answers.map(({ answer }) => answer))
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
      <AnswerCards>
        {answers.map(({ annotator, answer }) => (
          <AnswerCard key={annotator} annotator={annotator}>
            <b className="block font-semibold">
              {isDecisive(answer.choice) ? 'Response ' : ''}
              {preferenceSummary(answer)}
            </b>
            <Details answer={answer} parts={parts} />
          </AnswerCard>
        ))}
      </AnswerCards>
    </div>
  )
}

/** Aspects on which the answers part are marked. */
function Details({ answer, parts }: { answer: Answer; parts: ReadonlySet<string> }) {
  const aspects = Object.entries(answer.aspects ?? {})
  return (
    <>
      {aspects.length > 0 ? (
        <dl className="mt-1.5 grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 text-xs">
          {aspects.map(([name, choice]) => (
            <div key={name} className={parts.has(name) ? 'contents font-semibold text-warn-text' : 'contents'}>
              <dt className="truncate" title={name}>
                {name}
              </dt>
              <dd>{choice === 'tie' ? '=' : choice.toUpperCase()}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {answer.rationale ? (
        <p dir="auto" className="wrap-anywhere mt-1.5 whitespace-pre-wrap text-muted">
          {answer.rationale}
        </p>
      ) : null}
    </>
  )
}

function partedAspects(answers: readonly Answer[]): ReadonlySet<string> {
  const names = new Set(answers.flatMap(({ aspects }) => Object.keys(aspects ?? {})))
  return new Set([...names].filter((name) => new Set(answers.map(({ aspects }) => aspects?.[name])).size > 1))
}
