'use client'

import { useState } from 'react'
import { Markdown } from '@/components/markdown/markdown'
import { TextArea } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'

/** Markdown, written and looked at as labelers will see it. */
export function GuidelinesEditor({
  value,
  onChange,
  error,
  hint,
  rows = 18,
}: {
  value: string
  onChange(markdown: string): void
  error?: string | undefined
  hint?: string
  rows?: number
}) {
  const [view, setView] = useState<'write' | 'preview'>('write')
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2>Guidelines</h2>
        <Segmented<'write' | 'preview'>
          label="Guidelines as"
          options={[
            { value: 'write', label: 'Write' },
            { value: 'preview', label: 'Preview' },
          ]}
          value={view}
          onChange={setView}
        />
      </div>
      {view === 'write' ? (
        <TextArea
          label="Guidelines in markdown"
          hideLabel
          rows={rows}
          value={value}
          onChange={onChange}
          error={error}
          hint={hint}
          placeholder="What to look at, what counts, what does not, and examples of each."
          areaClassName="font-mono text-xs"
        />
      ) : (
        <div className="min-h-60 rounded-control border border-line bg-surface px-4 py-3">
          {value.trim() === '' ? (
            <p className="text-muted">Nothing written yet.</p>
          ) : (
            <Markdown text={value} className="read-text max-w-170" />
          )}
        </div>
      )}
    </div>
  )
}
