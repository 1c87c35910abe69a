'use client'

import { useLabelerActions } from '@/components/labeling/actions'
import { changePreferences, scaleBy, useLabelingPreferences } from '@/components/labeling/preferences'

export interface FrameCommands {
  settle(): void
  undo(): void
  guidelines(): void
  keys(): void
  escape(): void
  hasTask: boolean
}

/** The frame's keys that mean the same as in labeling; changed keys are shared with it by their ids. Skip, flag and note have other words here. */
export function useFrameKeys(commands: FrameCommands): void {
  const { contentScale } = useLabelingPreferences()
  const group = 'Everywhere'
  const disabled = !commands.hasTask
  const scale = (step: 1 | -1) => () => changePreferences({ contentScale: scaleBy(contentScale, step) })
  useLabelerActions(
    [
      { id: 'frame.submit', keys: 'enter', label: 'Settle, next task', group, run: commands.settle, disabled },
      { id: 'frame.undo', keys: 'u', label: 'Take the last verdict back', group, run: commands.undo },
      { id: 'frame.guidelines', keys: 'g', label: 'Guidelines', group, run: commands.guidelines },
      { id: 'frame.larger', keys: '+', label: 'Larger content', group, run: scale(1) },
      { id: 'frame.smaller', keys: '-', label: 'Smaller content', group, run: scale(-1) },
      { id: 'frame.keys', keys: '?', label: 'This page', group, run: commands.keys },
      { id: 'frame.close', keys: 'escape', label: 'Back, close what is open', group, run: commands.escape },
      {
        id: 'frame.submit-typing',
        keys: 'mod+enter',
        label: 'Settle, next task',
        run: commands.settle,
        inText: true,
        disabled,
      },
      { id: 'frame.leave-field', keys: 'escape', label: 'Leave the field', run: leaveField, inText: true },
    ],
    0,
  )
}

/** From a text field to the stage, so that plain keys act again. */
function leaveField(): void {
  const field = document.activeElement
  if (!(field instanceof HTMLElement)) return
  const stage = field.closest('main')?.querySelector('section[tabindex="-1"]')
  field.blur()
  if (stage instanceof HTMLElement) stage.focus({ preventScroll: true })
}
