'use client'

import { FilePen, GitMerge } from 'lucide-react'
import { type ComponentType, Suspense } from 'react'
import { useKeyOf } from '@/components/labeling/dock-parts'
import { Decision, Panel, Stage } from '@/components/labeling/slots'
import { Button } from '@/components/ui/button'
import { OptionGroup } from '@/components/ui/option'
import { Skeleton } from '@/components/ui/states'
import type { ReviewProps } from '@/lib/core/labeler'
import { AnswersPanel, type InsteadProps } from './answers-panel'
import type { TaskUnderReview } from './review-task'
import { reviewActions } from './use-review-actions'
import type { LastReveal } from './use-review-session'

/** So many answers fit the dock with their words; of more only the letters stand there. */
const mostWithWords = 4

/** The task with its answers side by side, and the choice among them. */
export function AnswersDesk({
  task,
  Review,
  chosen,
  disabled,
  last,
  elsewhere,
  onChoose,
  onMerge,
  onAnew,
}: {
  task: TaskUnderReview
  Review: ComponentType<ReviewProps<unknown, unknown, unknown>>
  chosen: string | null
  disabled: boolean
  last: LastReveal | null
  elsewhere: InsteadProps
  onChoose(letter: string): void
  onMerge(): void
  onAnew(): void
}) {
  const { answers } = task
  const keyOf = useKeyOf()
  const withWords = answers.length <= mostWithWords
  const icon = { 'aria-hidden': true, className: 'size-4', strokeWidth: 1.75 } as const
  return (
    <>
      <Stage>
        <div className="mx-auto flex min-h-full w-full max-w-260 flex-col justify-center p-6 max-sm:p-4">
          <Suspense fallback={<Skeleton className="h-60 w-full" />}>
            <Review
              payload={task.payload}
              config={task.config}
              answers={answers.map(({ letter, answer }) => ({ annotator: letter, answer }))}
            />
          </Suspense>
          <p className="mt-4 text-faint text-xs">
            Who said what is hidden until you decide. The order is random. {alike(task)}
          </p>
        </div>
      </Stage>
      <Panel name="Answers">
        <AnswersPanel task={task} chosen={chosen} last={last} elsewhere={elsewhere} />
      </Panel>
      <Decision>
        <div className="flex max-w-full flex-wrap items-center justify-center gap-2">
          {answers.length === 0 ? null : (
            <OptionGroup
              label="Accept an answer"
              options={answers.map(({ letter, summary }, index) => ({
                value: letter,
                label: (
                  <>
                    <b className="font-semibold">{letter}</b>
                    {withWords ? (
                      <span
                        className="ms-2 inline-block max-w-36 truncate align-bottom font-normal max-sm:sr-only"
                        title={summary}
                      >
                        {summary}
                      </span>
                    ) : null}
                  </>
                ),
                ...(index < 9 ? { keys: String(index + 1) } : {}),
              }))}
              value={chosen}
              onChoose={onChoose}
              isDisabled={disabled}
              className="flex-wrap justify-center"
            />
          )}
          <span className="flex gap-2 max-sm:w-full">
            <Button
              size="large"
              {...keyOf(reviewActions.merge)}
              icon={<GitMerge {...icon} />}
              isDisabled={disabled || answers.length === 0}
              onPress={onMerge}
              className="max-sm:h-11 max-sm:flex-1"
            >
              Merge
            </Button>
            <Button
              size="large"
              {...keyOf(reviewActions.anew)}
              icon={<FilePen {...icon} />}
              isDisabled={disabled}
              onPress={onAnew}
              className="max-sm:h-11 max-sm:flex-1"
            >
              Anew
            </Button>
          </span>
        </div>
      </Decision>
    </>
  )
}

function alike({ answers }: TaskUnderReview): string {
  const kinds = new Set(answers.map(({ answer }) => JSON.stringify(answer))).size
  if (answers.length < 2) return answers.length === 1 ? 'One answer.' : 'No answer counts.'
  return kinds === answers.length
    ? `${answers.length} answers, no two alike.`
    : `${answers.length} answers, ${kinds} different.`
}
