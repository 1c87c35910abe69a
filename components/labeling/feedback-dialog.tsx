'use client'

import { type ComponentType, Suspense } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Pill } from '@/components/ui/pill'
import { Skeleton } from '@/components/ui/states'
import type { ReviewProps } from '@/lib/core/labeler'
import type { TrainingFeedback } from './assignment'

/** After an answer in training: one's own beside the known one, until the labeler goes on. */
export function FeedbackDialog({
  feedback,
  Review,
  onRead,
}: {
  feedback: TrainingFeedback | null
  Review: ComponentType<ReviewProps<unknown, unknown, unknown>>
  onRead(): void
}) {
  return (
    <Dialog
      isOpen={feedback !== null}
      onOpenChange={(open) => {
        if (!open) onRead()
      }}
      title="The known answer"
      header={feedback ? <Score score={feedback.score} /> : null}
      width={880}
      footer={
        <Button variant="ink" keys="enter" autoFocus onPress={onRead}>
          Go on
        </Button>
      }
    >
      {feedback ? (
        <div className="flex flex-col gap-4">
          <p className="text-muted">
            {feedback.score >= 1
              ? 'Your answer is the known one.'
              : 'This is practice: compare the two, then go on. Nothing here counts for or against you.'}
          </p>
          {feedback.note === null ? null : (
            <p dir="auto" className="rounded-card border border-line bg-sunken px-3 py-2">
              {feedback.note}
            </p>
          )}
          <Suspense fallback={<Skeleton className="h-48 w-full" />}>
            <Review
              payload={feedback.payload}
              config={feedback.config}
              answers={[
                { annotator: 'Your answer', answer: feedback.yours },
                { annotator: 'Known answer', answer: feedback.known },
              ]}
            />
          </Suspense>
        </div>
      ) : null}
    </Dialog>
  )
}

function Score({ score }: { score: number }) {
  if (score >= 1) return <Pill tone="success">the same</Pill>
  return <Pill tone={score > 0 ? 'warn' : 'danger'}>{Math.round(score * 100)} % alike</Pill>
}
