'use client'

import { useEffect, useRef, useState } from 'react'
import type { LabelerState } from '@/lib/core/labeler'
import { toJson } from './assignment'
import { Dock } from './dock'
import { DraftNotice } from './draft-notice'
import { draftText } from './draft-text'
import { FeedbackDialog } from './feedback-dialog'
import { Frame } from './frame'
import { Guidelines } from './guidelines'
import { KeysSheet } from './keys-sheet'
import type { LabelingApi } from './labeling-api'
import type { LabelingSession } from './labeling-session'
import { LeaseDialog } from './lease-dialog'
import { NoTask } from './no-task'
import { useLabelingPreferences } from './preferences'
import { RemarkPopover } from './remark-popover'
import { SavePill } from './save-pill'
import { savePillState } from './save-pill-state'
import { taskName } from './session-view'
import { SignInDialog } from './sign-in-dialog'
import { SkipMenu, skipReasons } from './skip-menu'
import { useSlots } from './slots'
import { TaskNotice } from './task-notice'
import { useActiveTime } from './use-active-time'
import { useGuidelinesSeen } from './use-guidelines-seen'
import { useJustSent } from './use-just-sent'
import { useOutboxView, useSessionView } from './use-labeling-session'
import { useLease } from './use-lease'
import { useMediaAhead } from './use-media-ahead'
import { useRemarks } from './use-remarks'
import { useWorkspaceActions } from './use-workspace-actions'
import type { WorkspaceProps } from './workspace'
import { WorkspaceBar } from './workspace-bar'

type Overlay = 'skip' | 'flag' | 'note' | 'keys' | 'sign-in' | null

const nothingYet: LabelerState<unknown> = { draft: null, answer: null, missing: 'The task is loading.', summary: '' }

/** The frame with everything in it, around one session. */
export function WorkspaceFrame({
  session,
  lasting,
  api,
  ...props
}: WorkspaceProps & { session: LabelingSession | null; lasting: boolean; api: LabelingApi }) {
  const view = useSessionView(session, props.initial.progress)
  const outbox = useOutboxView(session)
  const preferences = useLabelingPreferences()
  const { panelName } = useSlots()
  const [overlay, setOverlay] = useState<Overlay>(null)
  const [panelOpen, setPanelOpen] = useState(false)
  const [guidelinesOpen, setGuidelinesOpen] = useState(false)
  const [state, setState] = useState<LabelerState<unknown>>(nothingYet)
  const newest = useRef(state)
  const skipButton = useRef<HTMLButtonElement>(null)
  const flagButton = useRef<HTMLButtonElement>(null)
  const { current } = view
  const task = current?.assignment ?? null
  const time = useActiveTime(task?.id ?? null, current?.timeSpentMs ?? 0)
  const leaseEndsInMs = useLease(session, api, task?.leaseExpiresAt ?? null)
  const remarks = useRemarks(api, task?.id ?? null)
  const guidelines = useGuidelinesSeen(props.project.id, props.guidelines, task?.guidelinesVersion ?? 0)
  useMediaAhead(session?.mediaAhead() ?? [])
  const mountKey = current ? `${current.assignment.id}.${current.mount}` : ''

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new task begins with nothing said
  useEffect(() => {
    setState(newest.current)
    setPanelOpen(false)
  }, [mountKey])

  const report = (next: LabelerState<unknown>) => {
    const changed = JSON.stringify(next.draft) !== JSON.stringify(newest.current.draft)
    newest.current = next
    setState(next)
    if (changed) session?.edited(next.draft)
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
  const undo = async () => {
    const reply = await session?.undo()
    if (reply?.is === 'signed-out') setOverlay('sign-in')
  }
  const toggle = (which: Exclude<Overlay, null>) => () => setOverlay(overlay === which ? null : which)
  const show = (which: Exclude<Overlay, null>) => (open: boolean) => setOverlay(open ? which : null)

  useWorkspaceActions({
    submit,
    undo,
    skip: toggle('skip'),
    flag: toggle('flag'),
    note: toggle('note'),
    guidelines: () => setGuidelinesOpen(!guidelinesOpen),
    keys: toggle('keys'),
    hasTask: task !== null,
    escape: () => {
      setGuidelinesOpen(false)
      setPanelOpen(false)
    },
  })

  const pill = savePillState({
    draft: view.draft,
    outbox,
    justSent: useJustSent(view.answeredHere, outbox),
    leaseEndsInMs,
  })
  const oneKey = props.oneKeyPossible && preferences.oneKey
  return (
    <Frame
      scale={preferences.contentScale}
      taskName={task ? taskName(view.progress) : 'No task'}
      taskKey={mountKey}
      panelOpen={panelOpen}
      onPanelClose={() => setPanelOpen(false)}
      bar={
        <WorkspaceBar
          homeHref={props.homeHref}
          projectName={props.project.name}
          batchName={props.batchName}
          progress={view.progress}
          userName={props.user.name}
          guidelines={{
            open: guidelinesOpen,
            isNew: guidelines.isNew,
            toggle: () => setGuidelinesOpen(!guidelinesOpen),
          }}
          onKeys={toggle('keys')}
          onNote={toggle('note')}
          panel={panelName ? { name: panelName, toggle: () => setPanelOpen(!panelOpen) } : null}
          savePill={
            session ? (
              <SavePill
                state={pill}
                outbox={session.outbox}
                view={outbox}
                ahead={view.ahead}
                onSignIn={() => setOverlay('sign-in')}
              />
            ) : null
          }
        />
      }
      notice={
        <>
          <TaskNotice task={task} />
          <DraftNotice draft={view.draft} lasting={lasting} onTake={(which) => session?.resolveElsewhere(which)} />
        </>
      }
      aside={
        guidelinesOpen ? (
          <Guidelines
            text={guidelines.text}
            isNew={guidelines.isNew}
            onSeen={guidelines.markSeen}
            onClose={() => setGuidelinesOpen(false)}
          />
        ) : null
      }
      empty={
        task ? null : (
          <NoTask view={view} outbox={outbox} homeHref={props.homeHref} onLook={() => session?.lookAgain()} />
        )
      }
      dock={
        view.mode === 'finished' && !task ? null : (
          <Dock
            undoable={view.undoable.at(-1) ?? null}
            onUndo={undo}
            skipButton={skipButton}
            onSkip={toggle('skip')}
            flagButton={flagButton}
            onFlag={toggle('flag')}
            flagged={remarks.flagged}
            onNote={toggle('note')}
            onSubmit={submit}
            missing={state.answer === null ? (state.missing ?? 'Something is missing.') : null}
            hasTask={task !== null}
          />
        )
      }
    >
      {current ? (
        <props.Labeler
          key={mountKey}
          assignmentId={current.assignment.id}
          payload={current.assignment.payload}
          config={current.assignment.config}
          order={current.assignment.order}
          draft={current.draft}
          onChange={report}
          onSubmit={submit}
          oneKey={oneKey}
          disabled={view.lost !== null}
        />
      ) : null}
      <SkipMenu
        isOpen={overlay === 'skip' && task !== null}
        onOpenChange={show('skip')}
        anchor={skipButton}
        onSkip={skip}
      />
      <RemarkPopover
        isOpen={overlay === 'flag' && task !== null}
        onOpenChange={show('flag')}
        anchor={flagButton}
        title="Flag this task"
        prompt="What should the people who run this project look at?"
        action="Flag"
        allowEmpty
        maxLength={200}
        text={remarks.flag}
        onText={remarks.setFlag}
        onSend={remarks.sendFlag}
      />
      <RemarkPopover
        isOpen={overlay === 'note' && task !== null}
        onOpenChange={show('note')}
        anchor={flagButton}
        title="Note"
        prompt="Note on this task"
        action="Keep note"
        allowEmpty={false}
        maxLength={2000}
        text={remarks.note}
        onText={remarks.setNote}
        onSend={remarks.sendNote}
      />
      <KeysSheet isOpen={overlay === 'keys'} onOpenChange={show('keys')} oneKeyPossible={props.oneKeyPossible} />
      <SignInDialog
        isOpen={overlay === 'sign-in'}
        onOpenChange={show('sign-in')}
        waiting={outbox.entries.length}
        onSignedIn={() => {
          setOverlay(null)
          session?.outbox.kick()
          session?.flush()
        }}
      />
      <FeedbackDialog
        feedback={view.feedback[0] ?? null}
        Review={props.Review}
        onRead={() => session?.feedbackRead()}
      />
      <LeaseDialog
        lost={view.lost}
        text={draftText(state.draft)}
        onStay={() => session?.leaveLost(true)}
        onNext={() => session?.leaveLost(false)}
      />
    </Frame>
  )
}
