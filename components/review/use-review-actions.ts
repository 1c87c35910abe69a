'use client'

import { useLabelerActions } from '@/components/labeling/actions'
import type { FrameAction } from '@/components/labeling/frame-actions'
import { useFrameActions } from '@/components/labeling/use-frame-actions'
import { isRightToLeft } from '@/components/ui/platform'
import type { TaskUnderReview } from './review-task'

export interface ReviewCommands {
  task: TaskUnderReview | null
  /** An answer of the reviewer's own is being written: its type's keys act. */
  writing: boolean
  chosen: string | null
  accept(letter: string): void
  /** Only marks it: Settle or Merge come next. */
  choose(letter: string): void
  merge(letter: string | null): void
  anew(): void
  back(): void
  pass(): void
  askOneMore(): void
  sendBack(): void
  settle(): void
  undo(): void
  note(): void
  guidelines(): void
  keys(): void
  escape(): void
}

const digits = 9

/** What has a button beside its key. */
export const reviewActions = {
  merge: { id: 'review.merge', keys: 'e' },
  anew: { id: 'review.anew', keys: 'n' },
  oneMore: { id: 'review.one-more', keys: '0' },
  sendBack: { id: 'review.back', keys: 'b' },
  pass: { id: 'review.pass', keys: 'p' },
  note: { id: 'review.note', keys: 'm' },
} satisfies Record<string, FrameAction>

/** The keys of review: those of labeling, and digits for answers. While an answer is written only the frame's stay. */
export function useReviewActions(commands: ReviewCommands): void {
  const { task, writing } = commands
  const looking = task !== null && !writing
  const group = 'Review'
  const [onward, backward] = isRightToLeft() ? ['arrowleft', 'arrowright'] : ['arrowright', 'arrowleft']
  const step = (by: 1 | -1) => {
    const letters = (task?.answers ?? []).map(({ letter }) => letter)
    const at = commands.chosen === null ? -1 : letters.indexOf(commands.chosen)
    const next = letters[at < 0 && by < 0 ? letters.length - 1 : (at + by + letters.length) % letters.length]
    if (next !== undefined) commands.choose(next)
  }
  useFrameActions({
    words: { submit: 'Settle, next task', undo: 'Take the last verdict back' },
    submit: commands.settle,
    undo: commands.undo,
    guidelines: commands.guidelines,
    keys: commands.keys,
    hasTask: task !== null,
    escape: writing ? commands.back : commands.escape,
  })
  useLabelerActions(
    [
      ...(task?.answers ?? []).slice(0, digits).map(({ letter, summary }, index) => ({
        id: `review.accept-${index + 1}`,
        keys: String(index + 1),
        label: `Accept ${letter}: ${summary.slice(0, 40)}`,
        group,
        disabled: !looking,
        run: () => commands.accept(letter),
      })),
      {
        id: 'review.next',
        keys: [onward, 'arrowdown'],
        label: 'Next answer',
        group,
        disabled: !looking,
        run: () => step(1),
      },
      {
        id: 'review.before',
        keys: [backward, 'arrowup'],
        label: 'Answer before',
        group,
        disabled: !looking,
        run: () => step(-1),
      },
      {
        ...reviewActions.merge,
        label: 'Merge: start from the chosen answer',
        group,
        disabled: !looking,
        run: () => commands.merge(commands.chosen),
      },
      { ...reviewActions.anew, label: 'Answer anew', group, disabled: !looking, run: commands.anew },
      {
        ...reviewActions.oneMore,
        label: 'Ask one more labeler',
        group,
        disabled: !looking,
        run: commands.askOneMore,
      },
      {
        ...reviewActions.sendBack,
        label: 'Send back to a labeler',
        group,
        disabled: !looking,
        run: commands.sendBack,
      },
      {
        ...reviewActions.pass,
        label: 'Pass to another reviewer',
        group,
        disabled: !looking,
        run: commands.pass,
      },
      {
        ...reviewActions.note,
        label: 'Note on the verdict',
        group,
        disabled: task === null,
        run: commands.note,
      },
    ],
    0.5,
  )
}
