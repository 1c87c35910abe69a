'use client'

import { Undo2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { labelingApi } from './labeling-api'

/** Opens an answer again, with what was said, in its queue. */
export function TakeBack({ assignmentId, batchId, title }: { assignmentId: string; batchId: string; title: string }) {
  const router = useRouter()
  const [state, setState] = useState<{ is: 'ready' } | { is: 'sending' } | { is: 'failed'; message: string }>({
    is: 'ready',
  })
  const takeBack = async () => {
    setState({ is: 'sending' })
    const reply = await labelingApi({ batchId }, fetch).undo(assignmentId)
    if (reply.is === 'ok') return router.push(`/label/${batchId}`)
    setState({
      is: 'failed',
      message: reply.is === 'refused' ? reply.message : 'The server cannot be reached. Try again.',
    })
  }
  return (
    <span className="flex flex-wrap items-center justify-end gap-2">
      {state.is === 'failed' ? (
        <span role="alert" className="text-danger-text text-xs">
          {state.message}
        </span>
      ) : null}
      <Button
        size="small"
        variant="ghost"
        waiting={state.is === 'sending'}
        aria-label={`Change the answer to ${title}`}
        icon={<Undo2 aria-hidden="true" className="flip-rtl size-3.5" strokeWidth={1.75} />}
        onPress={takeBack}
      >
        Change
      </Button>
    </span>
  )
}
