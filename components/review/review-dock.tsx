'use client'

import { SquarePen, Undo2, UserRoundPlus } from 'lucide-react'
import type { RefObject } from 'react'
import { DecideButton, DockButton, DockFrame, DockIcon, UndoWords } from '@/components/labeling/dock-parts'
import { frameActions } from '@/components/labeling/frame-actions'
import type { Undoable } from '@/components/labeling/session-view'
import { reviewActions } from './use-review-actions'

export interface ReviewDockProps {
  undoable: Undoable | null
  onUndo(): void
  onPass(): void
  noteButton: RefObject<HTMLButtonElement | null>
  noted: boolean
  onNote(): void
  onSettle(): void
  /** What is missing before the task can be settled; null when nothing is. */
  missing: string | null
  hasTask: boolean
}

/** The dock of labeling with the reviewer's words: undo, pass, note; the choice; Settle. */
export function ReviewDock(props: ReviewDockProps) {
  const { undoable, hasTask } = props
  return (
    <DockFrame
      className="sm:py-2"
      buttons={
        <>
          <DockButton
            label="Undo"
            action={frameActions.undo}
            icon={<DockIcon of={Undo2} flips />}
            isDisabled={undoable === null}
            onPress={props.onUndo}
          >
            {undoable === null ? null : <UndoWords key={undoable.assignmentId} undoable={undoable} />}
          </DockButton>
          <DockButton
            label="Pass"
            action={reviewActions.pass}
            icon={<DockIcon of={UserRoundPlus} />}
            isDisabled={!hasTask}
            onPress={props.onPass}
          />
          <DockButton
            label={props.noted ? 'Noted' : 'Note'}
            action={reviewActions.note}
            icon={<DockIcon of={SquarePen} />}
            isDisabled={!hasTask}
            onPress={props.onNote}
            buttonRef={props.noteButton}
          />
        </>
      }
      decide={
        <DecideButton
          label="Settle"
          does="Settles the task and shows the next one."
          missing={hasTask ? props.missing : 'The next task is on its way.'}
          onDecide={props.onSettle}
        />
      }
    />
  )
}
