'use client'

import { type RefObject, useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { Popover } from '@/components/ui/popover'
import { Segmented } from '@/components/ui/segmented'
import type { Elsewhere } from './review-api'
import type { TaskUnderReview } from './review-task'

/** Asks the labeler of one answer to look again, with words for them. */
export function SendBackPopover({
  isOpen,
  onOpenChange,
  anchor,
  task,
  chosen,
  words,
  onWords,
  onSend,
}: {
  isOpen: boolean
  onOpenChange(open: boolean): void
  anchor: RefObject<Element | null>
  task: TaskUnderReview | null
  chosen: string | null
  /** For the labeler; kept with the draft as they are typed. */
  words: string
  onWords(words: string): void
  onSend(wish: Elsewhere, summary: string): void
}) {
  return (
    <Popover
      label="Send back"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      triggerRef={anchor}
      placement="start top"
      className="w-80 p-3"
    >
      {task === null ? null : (
        <SendBackForm key={task.taskId} task={task} chosen={chosen} words={words} onWords={onWords} onSend={onSend} />
      )}
    </Popover>
  )
}

function SendBackForm({
  task,
  chosen,
  words,
  onWords,
  onSend,
}: {
  task: TaskUnderReview
  chosen: string | null
  words: string
  onWords(words: string): void
  onSend(wish: Elsewhere, summary: string): void
}) {
  const [letter, setLetter] = useState(chosen ?? task.answers[0]?.letter ?? '')
  const note = words.trim()
  const send = () => {
    if (note === '') return
    onSend({ to: 'labeler', annotation: letter, basis: task.basis, note }, `Sent back to who gave ${letter}`)
  }
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <p className="text-muted text-xs">
        Who gave the answer gets the task again with your words, for three days. The answer stays on record.
      </p>
      <Segmented
        label="Answer"
        options={task.answers.map((answer) => ({ value: answer.letter, label: answer.letter }))}
        value={letter}
        onChange={setLetter}
      />
      <TextArea
        label="What should they look at?"
        rows={3}
        maxLength={2000}
        autoFocus
        value={words}
        onChange={onWords}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) send()
          else event.continuePropagation()
        }}
      />
      <div className="flex justify-end">
        <Button type="submit" keys="mod+enter" isDisabled={note === ''}>
          Send back
        </Button>
      </div>
    </form>
  )
}
