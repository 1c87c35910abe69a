'use client'

import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { ErrorState } from '@/components/ui/states'

export default function AdminError({ error, reset }: { error: Error & { digest?: string }; reset(): void }) {
  return (
    <ErrorState
      level={1}
      title="This page did not load"
      className="flex-1"
      actions={
        <>
          <Button onPress={() => reset()}>Try again</Button>
          <ButtonLink href="/projects" variant="ghost">
            Back to the projects
          </ButtonLink>
        </>
      }
    >
      Nothing was changed; all answers are kept.
      {error.digest ? ` The server’s log has the reason under ${error.digest}.` : ''}
    </ErrorState>
  )
}
