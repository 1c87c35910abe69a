'use client'

import { type LabelerAction, useLabelerActions } from '@/components/labeling/actions'
import { backSeconds } from '@/components/labeling/audio-player/constants'
import type { Player } from '@/components/labeling/audio-player/player'
import type { SegmentAction } from './segment-edits'

const group = 'Transcription'

/** The keys of the transcription workspace. Those with Mod act while typing, the others outside the text. */
export function useTranscriptKeys({
  player,
  timed,
  speakers,
  disabled,
  act,
  onDivide,
}: {
  player: Player | null
  timed: boolean
  speakers: readonly string[]
  disabled: boolean
  act(action: SegmentAction): void
  onDivide(): void
}) {
  const action = (
    id: string,
    keys: string | readonly string[],
    label: string,
    run: LabelerAction['run'],
    more: Partial<LabelerAction> = {},
  ): LabelerAction => ({ id: `transcription.${id}`, keys, label, run, group, ...more })
  const typing = { inText: true, disabled: !player }
  const editing = { inText: true, disabled: disabled || !timed }

  useLabelerActions([
    action('play', 'mod+p', 'Play or pause', () => void player?.toggle(), typing),
    action('back', 'mod+b', `Back ${backSeconds} seconds`, () => player?.skip(-backSeconds), {
      ...typing,
      repeat: true,
    }),
    action('loop', 'mod+l', 'Loop', () => player?.setLoop(!player.view().loop), typing),
    action('slower', 'mod+shift+,', 'Slower', () => player?.changeRate(-1), typing),
    action('faster', 'mod+shift+.', 'Faster', () => player?.changeRate(1), typing),
    ...(timed
      ? [
          action('divide', 'mod+d', 'Divide here', onDivide, editing),
          action('join', 'mod+shift+d', 'Join with the one before', () => act({ do: 'join' }), editing),
        ]
      : []),
    ...(timed ? speakers : [])
      .slice(0, 9)
      .map((speaker, index) =>
        action(
          `speaker-${index + 1}`,
          `mod+${index + 1}`,
          `Speaker: ${speaker}`,
          () => act({ do: 'speaker', speaker }),
          editing,
        ),
      ),
    action('play-outside', 'space', 'Play or pause, outside the text', () => void player?.toggle(), {
      disabled: !player,
    }),
    action(
      'seek',
      ['arrowleft', 'arrowright'],
      'Back or on 1 second, outside the text',
      (event) => player?.skip(event.key === 'ArrowLeft' ? -1 : 1),
      { disabled: !player, repeat: true },
    ),
    action('silent', '0', 'Nobody speaks', () => act({ do: 'silent' }), { disabled }),
    action('undo', 'mod+z', 'Undo within the task, outside the text', () => act({ do: 'undo' }), {
      disabled,
      repeat: true,
    }),
    action('redo', 'mod+shift+z', 'Redo, outside the text', () => act({ do: 'redo' }), { disabled, repeat: true }),
  ])
}
