'use client'

import { Plus, Trash2 } from 'lucide-react'
import { memo, useEffect, useRef } from 'react'
import { clockText } from '@/components/labeling/audio-player/clock-text'
import { isInOverlay } from '@/components/labeling/key-target'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { Select } from '@/components/ui/select'
import type { EditedSegment, SegmentAction } from './segment-edits'
import { TranscriptField } from './transcript-field'

type Act = (action: SegmentAction) => void

/** Times, speakers and words of each segment, one under the other. */
export function SegmentList({
  segments,
  currentId,
  speakers,
  language,
  disabled,
  act,
  onDivide,
}: {
  segments: readonly EditedSegment[]
  currentId: number
  speakers: readonly string[]
  language: string | null
  disabled: boolean
  act: Act
  onDivide(): void
}) {
  return (
    <div className="max-w-235 px-6 py-3.5 max-sm:px-2.5">
      <ol className="flex flex-col gap-0.5" aria-label="Segments">
        {segments.map((segment, index) => (
          <SegmentRow
            key={segment.id}
            number={index + 1}
            segment={segment}
            current={segment.id === currentId}
            overlaps={(segments[index - 1]?.end ?? 0) > segment.start + 1e-9}
            only={segments.length === 1}
            speakers={speakers}
            language={language}
            disabled={disabled}
            act={act}
          />
        ))}
      </ol>
      <Button
        variant="ghost"
        keys="mod+d"
        isDisabled={disabled}
        icon={<Plus aria-hidden="true" className="size-4" strokeWidth={1.75} />}
        onPress={onDivide}
        className="mt-1"
      >
        Divide at the playhead
      </Button>
    </div>
  )
}

const SegmentRow = memo(function SegmentRow({
  number,
  segment,
  current,
  overlaps,
  only,
  speakers,
  language,
  disabled,
  act,
}: {
  number: number
  segment: EditedSegment
  current: boolean
  overlaps: boolean
  only: boolean
  speakers: readonly string[]
  language: string | null
  disabled: boolean
  act: Act
}) {
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (!current || document.activeElement === field.current || isInOverlay(document.activeElement)) return
    field.current?.focus({ preventScroll: true })
    field.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const times = `${clockText(segment.start)}–${clockText(segment.end)}`
  return (
    <li
      aria-current={current}
      className={cn(
        'group flex items-baseline gap-3.5 rounded-card px-3 py-2.75 max-sm:flex-wrap max-sm:gap-x-2.5 max-sm:gap-y-1',
        current && 'bg-surface shadow-1 ring-[1.5px] ring-focus',
      )}
    >
      <span
        dir="ltr"
        className={cn(
          'tabular w-30 shrink-0 max-sm:w-26 font-mono text-xs tracking-tight',
          current ? 'text-accent-text' : 'text-faint',
        )}
      >
        {times}
        {overlaps ? <span className="block font-sans text-warn-text">overlaps</span> : null}
      </span>
      {speakers.length > 0 ? (
        <Select
          label={`Speaker of segment ${number}`}
          hideLabel
          placeholder="Speaker"
          options={speakers.map((speaker) => ({ value: speaker, label: speaker }))}
          value={segment.speaker ?? null}
          isDisabled={disabled}
          onChange={(speaker) => act({ do: 'speaker', speaker, id: segment.id })}
          className="w-32 shrink-0 max-sm:w-28"
        />
      ) : null}
      <TranscriptField
        ref={field}
        label={`Segment ${number}, ${times}`}
        value={segment.text}
        language={language}
        disabled={disabled}
        onText={(text) => act({ do: 'type', id: segment.id, text })}
        onFocus={() => act({ do: 'select', id: segment.id })}
        wrapperClassName="max-sm:order-last max-sm:basis-full"
      />
      <Button
        variant="ghost"
        size="small"
        iconOnly
        aria-label={`Remove segment ${number}`}
        isDisabled={disabled || (only && segment.text === '')}
        onPress={() => act({ do: 'remove', id: segment.id })}
        className="ms-auto opacity-0 focus-visible:opacity-100 group-hover:opacity-100 coarse:opacity-100"
      >
        <Trash2 aria-hidden="true" className="size-4" strokeWidth={1.75} />
      </Button>
    </li>
  )
})
