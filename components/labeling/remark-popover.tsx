'use client'

import { type RefObject, useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { Popover } from '@/components/ui/popover'
import type { Reply } from './labeling-api'

/** A few words about the task, for the people who run the project: a flag or a note. */
export function RemarkPopover({
  isOpen,
  onOpenChange,
  anchor,
  title,
  prompt,
  action,
  allowEmpty,
  maxLength,
  text,
  onText,
  onSend,
  remove,
}: {
  isOpen: boolean
  onOpenChange(open: boolean): void
  anchor: RefObject<Element | null>
  title: string
  prompt: string
  /** Words of the button: 'Flag'. */
  action: string
  allowEmpty: boolean
  maxLength: number
  text: string
  onText(text: string): void
  onSend(text: string): Promise<Reply<null>>
  /** Takes back what was sent before; null where nothing was. */
  remove: { label: string; run(): Promise<Reply<null>> } | null
}) {
  const [state, setState] = useState<{ is: 'writing' } | { is: 'sending' } | { is: 'failed'; message: string }>({
    is: 'writing',
  })
  const send = async (sending = () => onSend(text)) => {
    setState({ is: 'sending' })
    const reply = await sending()
    setState(reply.is === 'ok' ? { is: 'writing' } : { is: 'failed', message: failureOf(reply) })
    if (reply.is === 'ok') onOpenChange(false)
  }
  return (
    <Popover
      label={title}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      triggerRef={anchor}
      placement="top start"
      className="w-80 p-3"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <TextArea
          label={prompt}
          rows={3}
          maxLength={maxLength}
          autoFocus
          value={text}
          onChange={onText}
          onKeyDown={(event) => {
            const sends = event.key === 'Enter' && (event.metaKey || event.ctrlKey)
            if (!sends) event.continuePropagation()
            else if (allowEmpty || text.trim() !== '') void send()
          }}
          error={state.is === 'failed' ? state.message : undefined}
        />
        <div className="mt-2.5 flex flex-wrap justify-end gap-2">
          {remove === null ? null : (
            <Button variant="ghost" isDisabled={state.is === 'sending'} onPress={() => send(remove.run)}>
              {remove.label}
            </Button>
          )}
          <Button
            type="submit"
            keys="mod+enter"
            waiting={state.is === 'sending'}
            isDisabled={!allowEmpty && text.trim() === ''}
          >
            {action}
          </Button>
        </div>
      </form>
    </Popover>
  )
}

function failureOf(reply: Exclude<Reply<null>, { is: 'ok' }>): string {
  if (reply.is === 'refused') return reply.message
  if (reply.is === 'signed-out')
    return 'Your session has ended. Sign in with the pill at the top, then send this again.'
  return 'The server cannot be reached. Your words stay here; send them again when it is back.'
}
