'use client'

import { useLabelerActions } from './actions'
import { changePreferences, scaleBy, useLabelingPreferences } from './preferences'

export interface WorkspaceCommands {
  submit(): void
  undo(): void
  skip(): void
  flag(): void
  note(): void
  guidelines(): void
  keys(): void
  escape(): void
  hasTask: boolean
}

/** The keys that mean the same in every task type. */
export function useWorkspaceActions(commands: WorkspaceCommands): void {
  const { contentScale } = useLabelingPreferences()
  const group = 'Everywhere'
  const disabled = !commands.hasTask
  useLabelerActions(
    [
      { id: 'frame.submit', keys: 'enter', label: 'Submit, next task', group, run: commands.submit, disabled },
      { id: 'frame.undo', keys: 'u', label: 'Undo the last submit', group, run: commands.undo },
      { id: 'frame.skip', keys: 's', label: 'Skip, with a reason', group, run: commands.skip, disabled },
      { id: 'frame.flag', keys: 'f', label: 'Flag', group, run: commands.flag, disabled },
      { id: 'frame.note', keys: 'n', label: 'Note', group, run: commands.note, disabled },
      { id: 'frame.guidelines', keys: 'g', label: 'Guidelines', group, run: commands.guidelines },
      {
        id: 'frame.larger',
        keys: '+',
        label: 'Larger content',
        group,
        run: () => changePreferences({ contentScale: scaleBy(contentScale, 1) }),
      },
      {
        id: 'frame.smaller',
        keys: '-',
        label: 'Smaller content',
        group,
        run: () => changePreferences({ contentScale: scaleBy(contentScale, -1) }),
      },
      { id: 'frame.keys', keys: '?', label: 'This page', group, run: commands.keys },
      { id: 'frame.close', keys: 'escape', label: 'Close what is open', group, run: commands.escape },
      {
        id: 'frame.submit-typing',
        keys: 'mod+enter',
        label: 'Submit, next task',
        run: commands.submit,
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
