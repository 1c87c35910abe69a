'use client'

import { type ComponentType, Suspense } from 'react'
import { Skeleton } from '@/components/ui/states'
import type { ReviewProps } from '@/lib/core/labeler'

/** A type's review. It loads itself on demand, so only the browser's side may render it. */
export function AnswersBeside({
  Review,
  ...shown
}: ReviewProps<unknown, unknown, unknown> & { Review: ComponentType<ReviewProps<unknown, unknown, unknown>> }) {
  return (
    <div className="border-line border-t p-4">
      <Suspense fallback={<Skeleton className="h-60 w-full" />}>
        <Review {...shown} />
      </Suspense>
    </div>
  )
}
