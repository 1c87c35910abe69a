'use client'

import { Component, lazy, type ReactNode, Suspense, useMemo } from 'react'
import { cn } from '@/components/ui/class-names'
import { howToShow } from './how-to-show'

// The parser costs 130 kB and code colours 55 kB more: loaded when a text needs them, never with the frame.
const loadBody = () => import('./markdown-body')
const loadRichBody = () => import('./markdown-rich-body')
const MarkdownBody = lazy(loadBody)
const MarkdownRichBody = lazy(loadRichBody)

/** Fetches both before a text needs them, so that the first code or formula of the day is not shown plain for a moment. */
export function preloadMarkdown(): void {
  // A fetch that fails here is tried again, and answered for, where a text is shown.
  for (const load of [loadBody, loadRichBody]) load().catch(() => undefined)
}

/** A text of a stranger, laid out as markdown: no HTML, no pictures from elsewhere, links by http(s) and mailto only. */
export function Markdown({ text, className }: { text: string; className?: string }) {
  const showing = useMemo(() => howToShow(text), [text])
  if (showing.as === 'plain') {
    return (
      <div className={className}>
        <p className="mb-2 text-faint text-xs">{showing.why}</p>
        <PlainText text={text} />
      </div>
    )
  }
  const Body = showing.as === 'rich' ? MarkdownRichBody : MarkdownBody
  const plain = <PlainText text={text} />
  return (
    <div className={cn('markdown', className)}>
      <FallBack key={text} to={plain}>
        <Suspense fallback={plain}>
          <Body text={text} />
        </Suspense>
      </FallBack>
    </div>
  )
}

/** The text as it was written, every character of it. */
function PlainText({ text, className }: { text: string; className?: string }) {
  return (
    <p
      dir="auto"
      className={cn(
        'text-[calc(0.9375rem*var(--content-scale))] leading-[1.6] wrap-anywhere whitespace-pre-wrap',
        className,
      )}
    >
      {text}
    </p>
  )
}

/** A text that the parser cannot take, or a part that did not load, is shown as it was written instead of taking the task away. */
class FallBack extends Component<{ to: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    return this.state.failed ? this.props.to : this.props.children
  }
}
