'use client'

import { type LabelerAction, useLabelerActions } from './actions'
import { frameActions } from './frame-actions'
import { changePreferences, scaleBy, useLabelingPreferences } from './preferences'

export interface FrameCommands {
  /** What Enter and Undo are called in the keys sheet. */
  words: { submit: string; undo: string }
  submit(): void
  undo(): void
  guidelines(): void
  keys(): void
  escape(): void
  hasTask: boolean
  /** Further ones, listed after undo. */
  own?: readonly LabelerAction[]
}

const group = 'Everywhere'

/** The keys that mean the same in every task type, and in review. */
export function useFrameActions({ words, hasTask, own = [], ...does }: FrameCommands): void {
  const { contentScale } = useLabelingPreferences()
  const disabled = !hasTask
  const scale = (step: 1 | -1) => () => changePreferences({ contentScale: scaleBy(contentScale, step) })
  useLabelerActions(
    [
      { ...frameActions.submit, label: words.submit, group, run: does.submit, disabled },
      { ...frameActions.undo, label: words.undo, group, run: does.undo },
      ...own,
      { ...frameActions.guidelines, label: 'Guidelines', group, run: does.guidelines },
      { ...frameActions.larger, label: 'Larger content', group, run: scale(1) },
      { ...frameActions.smaller, label: 'Smaller content', group, run: scale(-1) },
      { ...frameActions.keys, label: 'This page', group, run: does.keys },
      { id: 'frame.close', keys: 'escape', label: 'Close what is open', group, run: does.escape },
      {
        id: 'frame.submit-typing',
        keys: 'mod+enter',
        label: words.submit,
        run: does.submit,
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
  const stage = field.closest('main')?.querySelector('section[data-stage]')
  field.blur()
  if (stage instanceof HTMLElement) stage.focus({ preventScroll: true })
}
