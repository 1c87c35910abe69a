'use client'

import { useState } from 'react'
import { Notice } from '@/components/admin/notice'
import { type ActionReply, useAction } from '@/components/admin/use-action'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { TextArea } from '@/components/ui/field'
import type { Json } from '@/lib/core/labeler'
import { askOneMoreAction, forgetKnownAction, makeKnownAction, sendBackAction, sendToReviewAction } from './actions'

export function SendToReview({ taskId }: { taskId: string }) {
  return (
    <WithNote
      button="Send to review"
      title="Send to review"
      hint="Reviewers get it before all others, whatever its agreement."
      label="What should they look at?"
      required={false}
      run={sendToReviewAction}
      inputOf={(note) => ({ taskId, note })}
    />
  )
}

export function SendBack({ taskId, assignmentId, name }: { taskId: string; assignmentId: string; name: string }) {
  return (
    <WithNote
      button="Send back"
      title={`Send back to ${name}`}
      hint="They get the task again with your words, for three days. Their answer stays on record as a revision."
      label="What should they look at?"
      required
      run={sendBackAction}
      inputOf={(note) => ({ taskId, assignmentId, note })}
    />
  )
}

export function AskOneMore({ taskId }: { taskId: string }) {
  return (
    <AtOnce run={askOneMoreAction} input={{ taskId }}>
      Ask one more
    </AtOnce>
  )
}

/** The answer becomes the one that labelers are measured by. */
export function MakeKnown({ taskId, answer }: { taskId: string; answer: Json }) {
  return (
    <AtOnce run={makeKnownAction} input={{ taskId, answer }} small>
      Make it the known answer
    </AtOnce>
  )
}

export function ForgetKnown({ taskId }: { taskId: string }) {
  return (
    <AtOnce run={forgetKnownAction} input={{ taskId }} small>
      Forget the known answer
    </AtOnce>
  )
}

function AtOnce({
  run,
  input,
  small = false,
  children,
}: {
  run(input: unknown): Promise<ActionReply<unknown>>
  input: unknown
  small?: boolean
  children: string
}) {
  const action = useAction(run)
  return (
    <>
      <Button
        size={small ? 'small' : 'normal'}
        variant={small ? 'ghost' : 'outline'}
        waiting={action.isSending}
        onPress={() => void action.run(input)}
      >
        {children}
      </Button>
      {action.refusal === null ? null : <Notice tone="danger">{action.refusal.message}</Notice>}
    </>
  )
}

function WithNote({
  button,
  title,
  hint,
  label,
  required,
  run,
  inputOf,
}: {
  button: string
  title: string
  hint: string
  label: string
  required: boolean
  run(input: unknown): Promise<ActionReply<unknown>>
  inputOf(note: string): unknown
}) {
  const [isOpen, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const action = useAction(run, () => {
    setOpen(false)
    setNote('')
  })
  return (
    <>
      <Button
        size={required ? 'small' : 'normal'}
        variant={required ? 'ghost' : 'outline'}
        onPress={() => setOpen(true)}
      >
        {button}
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={title}
        footer={
          <>
            <Button onPress={() => setOpen(false)}>Cancel</Button>
            <Button
              variant="ink"
              waiting={action.isSending}
              isDisabled={required && note.trim() === ''}
              onPress={() => void action.run(inputOf(note.trim()))}
            >
              {button}
            </Button>
          </>
        }
      >
        <p className="mb-3 text-muted">{hint}</p>
        <TextArea label={label} rows={3} maxLength={2000} autoFocus value={note} onChange={setNote} />
        {action.refusal === null ? null : (
          <Notice tone="danger" className="mt-3">
            {action.refusal.message}
          </Notice>
        )}
      </Dialog>
    </>
  )
}
