'use client'

import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { ErrorState } from '@/components/ui/states'

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset(): void }) {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <ErrorState
        level={1}
        title="This page did not load"
        actions={
          <>
            <Button onPress={() => reset()}>Try again</Button>
            <ButtonLink href="/" variant="ghost">
              Back to the start
            </ButtonLink>
          </>
        }
      >
        Answers and drafts are kept on this device and are sent when the page works again.
        {error.digest ? ` Tell your admin this number: ${error.digest}.` : ''}
      </ErrorState>
    </main>
  )
}
