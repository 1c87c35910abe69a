'use client'

import { useEffect, useRef, useState } from 'react'
import type { LabelerState } from '@/lib/core/labeler'
import { toJson } from './assignment'
import { Dock } from './dock'
import { draftText } from './draft-text'
import { FeedbackDialog } from './feedback-dialog'
import { frameActions } from './frame-actions'
import type { LabelingApi } from './labeling-api'
import type { LabelingSession } from './labeling-session'
import { NoTask } from './no-task'
import { useLabelingPreferences } from './preferences'
import { SessionFrame } from './session-frame'
import { taskName } from './session-view'
import { SkipMenu, skipReasons } from './skip-menu'
import { TaskNotice } from './task-notice'
import { TaskRemarks } from './task-remarks'
import { useActiveTime } from './use-active-time'
import { useFrameActions } from './use-frame-actions'
import { useFrameDesk } from './use-frame-desk'
import { useRemarks } from './use-remarks'
import type { WorkspaceProps } from './workspace'

const nothingYet: LabelerState<unknown> = { draft: null, answer: null, missing: 'The task is loading.', summary: '' }

/** The frame with everything a labeler needs in it, around one session. */
export function WorkspaceFrame({
  session,
  lasting,
  api,
  ...props
}: WorkspaceProps & { session: LabelingSession | null; lasting: boolean; api: LabelingApi }) {
  const { progress } = props.initial
  const { guidelines, project } = props
  const desk = useFrameDesk<'skip' | 'flag' | 'note'>({
    session,
    lasting,
    api,
    projectId: project.id,
    guidelines,
    progress,
  })
  const { view, mountKey, assignment: task } = desk
  const preferences = useLabelingPreferences()
  const [state, setState] = useState<LabelerState<unknown>>(nothingYet)
  const newest = useRef(state)
  const skipButton = useRef<HTMLButtonElement>(null)
  const flagButton = useRef<HTMLButtonElement>(null)
  const time = useActiveTime(task?.id ?? null, view.current?.timeSpentMs ?? 0)
  const remarks = useRemarks(api, task)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new task begins with nothing said
  useEffect(() => setState(newest.current), [mountKey])

  const report = (next: LabelerState<unknown>) => {
    const changed = JSON.stringify(next.draft) !== JSON.stringify(newest.current.draft)
    newest.current = next
    setState(next)
    if (changed) session?.tasks.edited(next.draft)
  }
  const submit = () => {
    const { answer, draft, summary } = newest.current
    if (!session || !task || answer === null || view.lost) return
    newest.current = nothingYet
    void session.submit(toJson(answer), draft, summary, time.take())
  }
  const skip = (reason: string) => {
    const label = skipReasons.find((known) => known.id === reason)?.label ?? reason
    newest.current = nothingYet
    void session?.skip(reason, label)
  }

  const hasTask = task !== null
  const own = { group: 'Everywhere', disabled: !hasTask }
  useFrameActions({
    words: { submit: 'Submit, next task', undo: 'Undo the last submit' },
    submit,
    undo: desk.undo,
    guidelines: desk.guidelines.toggle,
    keys: desk.toggle('keys'),
    escape: desk.closeAside,
    hasTask,
    own: [
      { ...frameActions.skip, ...own, label: 'Skip, with a reason', run: desk.toggle('skip') },
      { ...frameActions.flag, ...own, label: 'Flag', run: desk.toggle('flag') },
      { ...frameActions.note, ...own, label: 'Note', run: desk.toggle('note') },
    ],
  })

  return (
    <SessionFrame
      desk={desk}
      names={{
        homeHref: props.homeHref,
        projectName: project.name,
        batchName: props.batchName,
        userName: props.user.name,
      }}
      taskName={task ? taskName(view.progress) : 'No task'}
      lostText={draftText(state.draft)}
      oneKeyPossible={props.oneKeyPossible}
      onNote={desk.toggle('note')}
      notice={<TaskNotice task={task} />}
      empty={
        task ? null : (
          <NoTask
            view={view}
            outbox={desk.outbox}
            homeHref={props.homeHref}
            onLook={() => session?.tasks.lookAgain()}
          />
        )
      }
      dock={
        view.mode === 'finished' && !task ? null : (
          <Dock
            undoable={view.undoable.at(-1) ?? null}
            onUndo={desk.undo}
            skipButton={skipButton}
            onSkip={desk.toggle('skip')}
            flagButton={flagButton}
            onFlag={desk.toggle('flag')}
            flagged={remarks.flagged}
            onNote={desk.toggle('note')}
            onSubmit={submit}
            missing={state.answer === null ? (state.missing ?? 'Something is missing.') : null}
            hasTask={hasTask}
          />
        )
      }
    >
      {view.current ? (
        <props.Labeler
          key={mountKey}
          assignmentId={view.current.assignment.id}
          payload={view.current.assignment.payload}
          config={view.current.assignment.config}
          order={view.current.assignment.order}
          draft={view.current.draft}
          onChange={report}
          onSubmit={submit}
          oneKey={props.oneKeyPossible && preferences.oneKey}
          disabled={view.lost !== null}
        />
      ) : null}
      <SkipMenu
        isOpen={desk.overlay === 'skip' && hasTask}
        onOpenChange={desk.show('skip')}
        anchor={skipButton}
        onSkip={skip}
      />
      <TaskRemarks
        remarks={remarks}
        anchor={flagButton}
        open={hasTask && (desk.overlay === 'flag' || desk.overlay === 'note') ? desk.overlay : null}
        onOpenChange={desk.show}
      />
      <FeedbackDialog
        feedback={view.feedback[0] ?? null}
        Review={props.Review}
        onRead={() => session?.feedbackRead()}
      />
    </SessionFrame>
  )
}
