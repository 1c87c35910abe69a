'use client'

import { ChevronDown, ChevronUp, Search, Sparkles, X } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Markdown } from '@/components/markdown/markdown'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { KeyCap } from '@/components/ui/key-cap'
import { Chip } from '@/components/ui/pill'
import { useTextSearch } from './text-search'

export interface GuidelinesText {
  version: number
  markdown: string
  /** What changed in this version, in its author's words. */
  note: string
  createdAt: string
}

/** The rules of the project beside the task (below it on a phone): searched, never over what is judged. */
export function Guidelines({
  text,
  isNew,
  onSeen,
  onClose,
}: {
  text: GuidelinesText | null
  /** The labeler has not opened this version yet. */
  isNew: boolean
  onSeen(): void
  onClose(): void
}) {
  const body = useRef<HTMLDivElement>(null)
  const [sought, setSought] = useState('')
  const [wasNew] = useState(isNew)
  const { count, at, step } = useTextSearch(body, sought)
  const seen = useEffectEvent(onSeen)
  useEffect(() => seen(), [])
  return (
    <section
      aria-label="Guidelines"
      className="flex min-h-0 flex-col border-line bg-surface max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-(--z-drawer) max-lg:h-[70dvh] max-lg:rounded-t-dialog max-lg:bg-raised max-lg:shadow-dialog lg:w-100 lg:border-s"
    >
      <div className="flex h-12 shrink-0 items-center gap-2 ps-4 pe-2">
        <h2>Guidelines</h2>
        {text ? <Chip>version {text.version}</Chip> : null}
        <Button
          variant="ghost"
          size="small"
          iconOnly
          aria-label="Close the guidelines"
          className="ms-auto"
          onPress={onClose}
        >
          <X aria-hidden="true" className="size-4" strokeWidth={1.75} />
        </Button>
      </div>
      {text && text.markdown.trim() !== '' ? (
        <>
          <div className="shrink-0 border-line border-b px-4 pb-3">
            <Field
              label="Find in the guidelines"
              hideLabel
              placeholder="Find"
              value={sought}
              onChange={setSought}
              onKeyDown={(event) => {
                if (event.key === 'Enter' || event.key === 'ArrowDown') step(event.shiftKey ? -1 : 1)
                if (event.key === 'ArrowUp') step(-1)
                if (event.key === 'Escape') onClose()
                else event.continuePropagation()
              }}
              before={<Search aria-hidden="true" className="size-4 shrink-0 text-faint" strokeWidth={1.75} />}
              after={
                sought === '' ? null : (
                  <span className="flex shrink-0 items-center gap-1 text-faint text-xs tabular">
                    <output>{count === 0 ? 'none' : `${at + 1} of ${count}`}</output>
                    <Button variant="ghost" size="small" iconOnly aria-label="Match before" onPress={() => step(-1)}>
                      <ChevronUp aria-hidden="true" className="size-3.5" />
                    </Button>
                    <Button variant="ghost" size="small" iconOnly aria-label="Next match" onPress={() => step(1)}>
                      <ChevronDown aria-hidden="true" className="size-3.5" />
                    </Button>
                  </span>
                )
              }
            />
          </div>
          <section
            className="min-h-0 flex-1 overflow-y-auto px-4 py-4"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key
            tabIndex={0}
            aria-label="Text of the guidelines"
          >
            {wasNew && text.version > 1 && text.note ? (
              <p className="mb-4 flex gap-2.5 rounded-card border border-info-line bg-info-soft px-3 py-2.5">
                <Sparkles aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-info-text" strokeWidth={1.75} />
                <span>
                  New in version {text.version}: <b className="font-semibold">{text.note}</b>
                </span>
              </p>
            ) : null}
            <div ref={body}>
              <Markdown text={text.markdown} />
            </div>
          </section>
        </>
      ) : (
        <p className="px-4 py-2 text-muted">
          This project has no guidelines yet. Flag a task with F where you miss them.
        </p>
      )}
      <p className="flex shrink-0 items-center gap-2 border-line border-t px-4 py-2.5 text-faint text-xs max-lg:hidden">
        <KeyCap keys="g" /> closes, <KeyCap keys="up" />
        <KeyCap keys="down" /> next match
      </p>
    </section>
  )
}
