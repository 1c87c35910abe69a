'use client'

import { PanelSection } from '@/components/labeling/slots'
import { KeyCap } from '@/components/ui/key-cap'
import { Swatch } from '@/components/ui/pill'
import { marks } from './marks'
import type { EditedSegment } from './segment-edits'

const typingKeys = [
  ['Play or pause', 'mod+p'],
  ['Back 3 seconds', 'mod+b'],
  ['Loop', 'mod+l'],
  ['Slower', 'mod+shift+,'],
  ['Faster', 'mod+shift+.'],
] as const
const segmentKeys = [
  ['Divide here', 'mod+d'],
  ['Join with the one before', 'mod+shift+d'],
] as const

/** Speakers and how long each speaks, the marks, and the keys that work while typing. */
export function TranscriptPanel({
  segments,
  speakers,
  timed,
  language,
  disabled,
  onSpeaker,
  onMark,
}: {
  segments: readonly EditedSegment[]
  speakers: readonly string[]
  timed: boolean
  language: string | null
  disabled: boolean
  onSpeaker(speaker: string): void
  onMark(text: string): void
}) {
  return (
    <>
      {timed && speakers.length > 0 ? (
        <PanelSection title="Speakers" aside="of this segment">
          <ul className="-mx-2">
            {speakers.map((speaker, index) => (
              <li key={speaker}>
                <button
                  type="button"
                  disabled={disabled}
                  onClick={() => onSpeaker(speaker)}
                  className="flex min-h-7.5 w-full items-center gap-2 rounded-control px-2 text-start hover:bg-hover coarse:min-h-11"
                >
                  {index < 9 ? <KeyCap keys={`mod+${index + 1}`} /> : null}
                  <Swatch color={`var(--label-${(index % 12) + 1})`} className="rounded-full" />
                  <span className="min-w-0 flex-1 truncate" dir="auto">
                    {speaker}
                  </span>
                  <span className="tabular text-faint text-xs">{secondsOf(segments, speaker)}</span>
                </button>
              </li>
            ))}
          </ul>
        </PanelSection>
      ) : null}
      <PanelSection title="Marks" aside={language === null ? null : `language: ${language}`}>
        <ul className="flex flex-col gap-1">
          {marks.map(({ letter, text }) => (
            <li key={letter} className="flex min-h-6.5 items-center">
              <button
                type="button"
                disabled={disabled}
                // The field keeps the focus, and with it the caret.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => onMark(text)}
                className="inline-flex h-5.5 items-center rounded-sm border border-line bg-sunken px-1.75 text-muted text-xs hover:bg-hover coarse:h-11 coarse:px-3"
              >
                {text}
              </button>
              <span className="ms-auto inline-flex gap-0.5">
                <KeyCap keys="[" />
                <KeyCap keys={letter} />
              </span>
            </li>
          ))}
        </ul>
      </PanelSection>
      <PanelSection title="While typing" last>
        <ul className="flex flex-col gap-1 text-muted coarse:hidden">
          {[...typingKeys, ...(timed ? segmentKeys : [])].map(([label, keys]) => (
            <li key={keys} className="flex min-h-6.5 items-center">
              {label}
              <KeyCap keys={keys} className="ms-auto" />
            </li>
          ))}
        </ul>
      </PanelSection>
    </>
  )
}

function secondsOf(segments: readonly EditedSegment[], speaker: string): string {
  const own = segments.filter((segment) => segment.speaker === speaker)
  return own.length === 0 ? '' : `${own.reduce((sum, { start, end }) => sum + end - start, 0).toFixed(1)} s`
}
