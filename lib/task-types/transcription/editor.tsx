'use client'

import { RotateCw } from 'lucide-react'
import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react'
import type { Player } from '@/components/labeling/audio-player/player'
import { Transport } from '@/components/labeling/audio-player/transport'
import { usePlayer, usePlayerView } from '@/components/labeling/audio-player/use-player'
import { Waveform } from '@/components/labeling/audio-player/waveform'
import { isInOverlay } from '@/components/labeling/key-target'
import { Decision, Panel, Stage } from '@/components/labeling/slots'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { ErrorState } from '@/components/ui/states'
import type { Json, LabelerProps } from '@/lib/core/labeler'
import { typeInto } from './marks'
import type { Answer, Config, View } from './schema'
import { currentSegment, editSegments, type SegmentAction, type SegmentEdits, transcriptOf } from './segment-edits'
import { SegmentList } from './segment-list'
import { transcriptSummary } from './summary'
import { fromDraft, toDraft } from './transcript-draft'
import { TranscriptField } from './transcript-field'
import { TranscriptPanel } from './transcript-panel'
import { useTranscriptKeys } from './use-transcript-keys'

export default function TranscriptionEditor({
  payload,
  config,
  draft,
  disabled,
  onChange,
}: LabelerProps<View, Answer, Config>) {
  const { audio, language } = payload
  const duration = audio.durationSeconds
  const [edits, act] = useReducer(
    (before: SegmentEdits, action: SegmentAction) => editSegments(before, action, duration),
    null,
    () => fromDraft(draft, config, payload),
  )
  const player = usePlayer(`/api/media/${audio.id}`, duration, !disabled)
  const field = useRef<HTMLTextAreaElement>(null)
  const timed = config.segments

  const newest = useRef(edits)
  useEffect(() => {
    newest.current = edits
  })
  useEffect(() => {
    player?.loopOver(() => (timed ? (currentSegment(newest.current) ?? null) : null))
  }, [player, timed])
  useReports(edits, draft, timed, onChange)

  const divide = useCallback(() => {
    const active = document.activeElement
    const caret = active instanceof HTMLTextAreaElement ? active.selectionStart : Number.POSITIVE_INFINITY
    act({ do: 'divide', at: player?.now() ?? 0, caret })
  }, [player])
  const mark = (text: string) => {
    const active = document.activeElement
    const into = active instanceof HTMLTextAreaElement ? active : field.current
    if (into) typeInto(into, text)
  }
  useTranscriptKeys({ player, timed, speakers: config.speakers, disabled, act, onDivide: divide })
  const regions = useMemo(() => (timed ? edits.segments : []), [timed, edits.segments])
  const current = currentSegment(edits)

  return (
    <>
      <Stage>
        <div className="flex h-full min-h-0 flex-col bg-bg">
          {player ? (
            <Waveform
              player={player}
              peaksSrc={`/api/media/${audio.id}/peaks`}
              segments={regions}
              currentId={timed ? edits.currentId : null}
              onSelect={(id) => act({ do: 'select', id })}
              onPlace={(id, start, end) => act({ do: 'place', id, start, end })}
              onMark={timed && !disabled ? (start, end) => act({ do: 'insert', start, end }) : null}
            />
          ) : (
            <div className="h-49 shrink-0 border-line border-b bg-surface" />
          )}
          <div className="min-h-0 flex-1 overflow-y-auto">
            <PlayerNotes player={player} />
            {timed ? (
              <SegmentList
                segments={edits.segments}
                currentId={edits.currentId}
                speakers={config.speakers}
                language={language}
                disabled={disabled}
                act={act}
                onDivide={divide}
              />
            ) : (
              <PlainText ref={field} edits={edits} language={language} disabled={disabled} act={act} />
            )}
            <div className="max-w-235 px-6 pb-4 max-sm:px-2.5">
              <Button
                keys="0"
                aria-pressed={edits.silent}
                isDisabled={disabled || edits.segments.some(({ text }) => text.trim() !== '')}
                onPress={() => act({ do: 'silent' })}
                className={cn(edits.silent && 'border-accent bg-accent-soft ring-1 ring-accent')}
              >
                Nobody speaks
              </Button>
            </div>
          </div>
        </div>
      </Stage>
      <Panel name="Marks and keys">
        <TranscriptPanel
          segments={edits.segments}
          speakers={config.speakers}
          timed={timed}
          language={language}
          disabled={disabled}
          onSpeaker={(speaker) => act({ do: 'speaker', speaker: speaker === current?.speaker ? undefined : speaker })}
          onMark={mark}
        />
      </Panel>
      <Decision>
        <Transport player={player} loopLabel={timed ? 'Loop the segment' : 'Loop'} />
      </Decision>
    </>
  )
}

function PlainText({
  ref,
  edits,
  language,
  disabled,
  act,
}: {
  ref: React.RefObject<HTMLTextAreaElement | null>
  edits: SegmentEdits
  language: string | null
  disabled: boolean
  act(action: SegmentAction): void
}) {
  const segment = edits.segments[0]
  useEffect(() => {
    const field = ref.current
    if (isInOverlay(document.activeElement)) return
    field?.focus({ preventScroll: true })
    field?.setSelectionRange(field.value.length, field.value.length)
  }, [ref])
  if (!segment) return null
  return (
    <div className="max-w-235 px-6 py-5 max-sm:px-2.5">
      <TranscriptField
        ref={ref}
        label="Transcript"
        value={segment.text}
        language={language}
        disabled={disabled}
        onText={(text) => act({ do: 'type', id: segment.id, text })}
        className="min-h-40 rounded-card border border-line-control bg-surface px-4 py-3 focus:border-focus focus:ring-1 focus:ring-focus"
      />
    </div>
  )
}

/** What is in the way of hearing it, in reserved words: refused by the browser, or not to be had. */
function PlayerNotes({ player }: { player: Player | null }) {
  const view = usePlayerView(player)
  if (view.phase === 'failed') {
    return (
      <ErrorState
        title="The recording did not load"
        className="py-6"
        actions={
          <Button
            icon={<RotateCw aria-hidden="true" className="size-4" strokeWidth={1.75} />}
            onPress={() => player?.load()}
          >
            Load again
          </Button>
        }
      >
        Your text is kept. Load it again, or skip the task if it stays away.
      </ErrorState>
    )
  }
  if (!view.blocked) return null
  return (
    <p role="status" className="px-6 pt-3 text-muted max-sm:px-2.5">
      The browser waits for you before it plays sound: press Play.
    </p>
  )
}

/** Tells the frame where the work stands, after each change. */
function useReports(
  edits: SegmentEdits,
  draft: Json,
  timed: boolean,
  onChange: LabelerProps<View, Answer, Config>['onChange'],
) {
  const begun = useRef(edits)
  const newest = useRef(onChange)
  useEffect(() => {
    newest.current = onChange
  })
  useEffect(() => {
    const answer = transcriptOf(edits, timed)
    const missing = answer ? null : 'Type what is said, or press 0 outside the text where nobody speaks.'
    // Untouched work is the draft it came with: looking at a task stores nothing.
    newest.current({
      draft: edits === begun.current ? draft : toDraft(edits),
      answer,
      missing,
      summary: answer ? transcriptSummary(answer) : '',
    })
  }, [edits, draft, timed])
}
