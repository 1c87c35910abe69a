'use client'

import { Flag, SkipForward, SquarePen, Undo2 } from 'lucide-react'
import type { RefObject } from 'react'
import { Button } from '@/components/ui/button'
import { DecideButton, DockButton, DockFrame, DockIcon, UndoWords, useKeyOf } from './dock-parts'
import { frameActions } from './frame-actions'
import type { Undoable } from './session-view'

export interface DockProps {
  undoable: Undoable | null
  onUndo(): void
  skipButton: RefObject<HTMLButtonElement | null>
  onSkip(): void
  flagButton: RefObject<HTMLButtonElement | null>
  onFlag(): void
  flagged: boolean
  onNote(): void
  onSubmit(): void
  /** What is missing before the answer is complete; null when it can be sent. */
  missing: string | null
  hasTask: boolean
}

/** The bar below: undo, skip, flag; the task type's own decision; Submit. It keeps size and place from task to task. */
export function Dock(props: DockProps) {
  const { undoable, hasTask, missing } = props
  const keyOf = useKeyOf()
  return (
    <DockFrame
      buttons={
        <>
          <DockButton
            label="Undo"
            action={frameActions.undo}
            icon={<DockIcon of={Undo2} flips />}
            isDisabled={!undoable}
            onPress={props.onUndo}
          >
            {undoable ? <UndoWords key={undoable.assignmentId} undoable={undoable} /> : null}
          </DockButton>
          <DockButton
            label="Skip"
            action={frameActions.skip}
            icon={<DockIcon of={SkipForward} flips />}
            isDisabled={!hasTask}
            onPress={props.onSkip}
            buttonRef={props.skipButton}
          />
          <DockButton
            label={props.flagged ? 'Flagged' : 'Flag'}
            action={frameActions.flag}
            icon={<DockIcon of={Flag} />}
            isDisabled={!hasTask}
            onPress={props.onFlag}
            buttonRef={props.flagButton}
          />
          <span className="max-sm:hidden">
            <Button
              variant="ghost"
              iconOnly
              aria-label="Note"
              {...keyOf(frameActions.note)}
              isDisabled={!hasTask}
              onPress={props.onNote}
              className="@max-[27rem]:hidden"
            >
              <DockIcon of={SquarePen} />
            </Button>
          </span>
        </>
      }
      decide={
        <DecideButton
          label="Submit"
          does="Sends the answer and shows the next task."
          missing={hasTask ? missing : 'The next task is on its way.'}
          onDecide={props.onSubmit}
        />
      }
    />
  )
}
