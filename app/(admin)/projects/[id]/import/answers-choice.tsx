'use client'

import { countOf } from '@/components/admin/numbers'
import { Radio, RadioGroup } from '@/components/ui/choices'
import type { AnswersFound, AnswerUse } from './import-reply'

/** What becomes of the answers that a file brings, each choice with its consequence. */
export function AnswersChoice({
  answers,
  value,
  onChange,
}: {
  answers: AnswersFound
  value: AnswerUse | null
  onChange(use: AnswerUse): void
}) {
  const { annotations, rejectedCount } = answers
  const choose = (chosen: string) => {
    const use = uses.find((candidate) => candidate === chosen)
    if (use !== undefined) onChange(use)
  }
  return (
    <RadioGroup
      label="Answers in this file"
      hint={sentenceOf(answers)}
      value={value}
      onChange={choose}
      listClassName="gap-2"
    >
      <Radio
        value="prelabel"
        detail="Each task opens with the answer filled in, marked as a suggestion. Faster, but people tend to leave what stands there: agreement will look higher than it is."
      >
        People start from them
      </Radio>
      {annotations > 0 ? (
        <Radio
          value="annotations"
          detail={`They enter agreement and exports as answers of ${peopleOf(answers)}, who get no account. Each takes a place of its task.`}
        >
          They count as they were given
        </Radio>
      ) : null}
      <Radio
        value="ignore"
        detail={
          rejectedCount > 0
            ? `The tasks come in without them, also the ${countOf(rejectedCount, 'line')} whose answers do not fit this project.`
            : 'The tasks come in without them.'
        }
      >
        Leave them out
      </Radio>
    </RadioGroup>
  )
}

const uses: readonly AnswerUse[] = ['prelabel', 'annotations', 'ignore']

function sentenceOf({ tasks, annotations, prelabels }: AnswersFound): string {
  const given = annotations > 0 ? countOf(annotations, 'answer') : null
  const suggested = prelabels > 0 ? countOf(prelabels, 'suggestion') : null
  return `${[given, suggested].filter((part) => part !== null).join(' and ')} to ${countOf(tasks, 'task')}.`
}

const named = 3

function peopleOf({ annotators, annotatorCount }: AnswersFound): string {
  if (annotatorCount === 0) return 'the people named'
  const names = annotators.slice(0, named).join(', ')
  return annotatorCount > named ? `${names} and ${annotatorCount - named} more` : names
}
