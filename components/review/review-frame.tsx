'use client'

import { useRef, useState } from 'react'
import { DraftNotice } from '@/components/labeling/draft-notice'
import { draftText } from '@/components/labeling/draft-text'
import { Frame } from '@/components/labeling/frame'
import { Guidelines } from '@/components/labeling/guidelines'
import { KeysSheet } from '@/components/labeling/keys-sheet'
import { LeaseDialog } from '@/components/labeling/lease-dialog'
import { useLabelingPreferences } from '@/components/labeling/preferences'
import { taskName } from '@/components/labeling/session-view'
import { SignInDialog } from '@/components/labeling/sign-in-dialog'
import { useSlots } from '@/components/labeling/slots'
import { useGuidelinesSeen } from '@/components/labeling/use-guidelines-seen'
import { useOutboxView, useSessionView } from '@/components/labeling/use-labeling-session'
import { useLease } from '@/components/labeling/use-lease'
import { useMediaAhead } from '@/components/labeling/use-media-ahead'
import { AnswersDesk } from './answers-desk'
import { NoReview } from './no-review'
import { NotePopover } from './note-popover'
import type { Elsewhere } from './review-api'
import { ReviewBar } from './review-bar'
import { ReviewDock } from './review-dock'
import { ReviewNotice } from './review-notice'
import { parseTask } from './review-task'
import type { StartedReview } from './review-workspace'
import { SendBackPopover } from './send-back-popover'
import { useReviewActions } from './use-review-actions'
import { useReviewSession } from './use-review-session'
import { useVerdict } from './use-verdict'
import { verdictState } from './verdict-draft'

type Overlay = 'note' | 'send-back' | 'keys' | 'sign-in' | null

/** The frame of review with everything in it, around one session. */
export function ReviewFrame(props: StartedReview) {
  const { project, initial, Labeler, Review } = props
  const { session, lasting, api, last } = useReviewSession(props.user.id, project.id, initial)
  const view = useSessionView(session, initial.progress)
  const outbox = useOutboxView(session)
  const { contentScale, oneKey } = useLabelingPreferences()
  const { panelName } = useSlots()
  const [overlay, setOverlay] = useState<Overlay>(null)
  const [panelOpen, setPanelOpen] = useState(false)
  const [guidelinesOpen, setGuidelinesOpen] = useState(false)
  const noteButton = useRef<HTMLButtonElement>(null)
  const backButton = useRef<HTMLButtonElement>(null)

  const { current } = view
  const task = current ? parseTask(current.assignment.payload) : null
  const mountKey = current ? `${current.assignment.id}.${current.mount}` : ''
  const verdict = useVerdict(session, task, mountKey, current?.draft ?? null)
  const { state, draft } = verdict
  const leaseEndsInMs = useLease(session, api, current?.assignment.leaseExpiresAt ?? null)
  const guidelines = useGuidelinesSeen(project.id, props.guidelines, current?.assignment.guidelinesVersion ?? 0)
  useMediaAhead(session?.mediaAhead() ?? [])

  const toggle = (which: Exclude<Overlay, null>) => () => setOverlay(overlay === which ? null : which)
  const show = (which: Exclude<Overlay, null>) => (open: boolean) => setOverlay(open ? which : null)
  const settle = () => {
    const now = verdict.atOnce()
    if (!session || now === null || now.verdict === null || view.lost) return
    setOverlay(null)
    void session.submit(now.verdict, now.draft, now.summary, 0)
  }
  const accept = (letter: string) => {
    if (!session || task === null || view.lost) return
    verdict.choose(letter)
    if (!oneKey) return
    const accepted = verdictState(task, { ...draft, chosen: letter }, null)
    void session.submit(accepted.verdict, accepted.draft, accepted.summary, 0)
  }
  const passOn = (wish: Elsewhere, summary: string) => {
    setOverlay(null)
    void session?.skip(JSON.stringify(wish), summary)
  }
  const pass = () => passOn({ to: 'reviewers' }, 'Passed to another reviewer')
  const askOneMore = () => passOn({ to: 'others' }, 'One more labeler asked')
  const undo = async () => {
    const reply = await session?.undo()
    if (reply?.is === 'signed-out') setOverlay('sign-in')
  }

  useReviewActions({
    task,
    writing: draft.writing !== null,
    chosen: draft.chosen,
    accept,
    choose: verdict.choose,
    merge: verdict.merge,
    anew: verdict.anew,
    back: verdict.back,
    pass,
    askOneMore,
    sendBack: toggle('send-back'),
    settle,
    undo,
    note: toggle('note'),
    guidelines: () => setGuidelinesOpen(!guidelinesOpen),
    keys: toggle('keys'),
    escape: () => {
      setGuidelinesOpen(false)
      setPanelOpen(false)
    },
  })

  return (
    <Frame
      scale={contentScale}
      taskName={task ? `${taskName(view.progress)}, ${task.answers.length} answers` : 'No task'}
      taskKey={mountKey}
      panelOpen={panelOpen}
      onPanelClose={() => setPanelOpen(false)}
      bar={
        <ReviewBar
          session={session}
          view={view}
          outbox={outbox}
          leaseEndsInMs={leaseEndsInMs}
          projectName={project.name}
          userName={props.user.name}
          guidelines={{
            open: guidelinesOpen,
            isNew: guidelines.isNew,
            toggle: () => setGuidelinesOpen(!guidelinesOpen),
          }}
          onKeys={toggle('keys')}
          onNote={toggle('note')}
          panel={panelName ? { name: panelName, toggle: () => setPanelOpen(!panelOpen) } : null}
          onSignIn={() => setOverlay('sign-in')}
        />
      }
      notice={
        <>
          <DraftNotice draft={view.draft} lasting={lasting} onTake={(which) => session?.resolveElsewhere(which)} />
          {task ? <ReviewNotice task={task} writing={draft.writing} onBack={verdict.back} /> : null}
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
          <NoReview
            view={view}
            outbox={outbox}
            projectId={project.id}
            passed={initial.passed}
            last={last}
            onLook={() => session?.lookAgain()}
          />
        )
      }
      dock={
        view.mode === 'finished' && !task ? null : (
          <ReviewDock
            undoable={view.undoable.at(-1) ?? null}
            onUndo={undo}
            onPass={pass}
            noteButton={noteButton}
            noted={draft.note.trim() !== ''}
            onNote={toggle('note')}
            onSettle={settle}
            missing={state?.missing ?? null}
            hasTask={task !== null}
          />
        )
      }
    >
      {task !== null && draft.writing === null ? (
        <AnswersDesk
          key={mountKey}
          task={task}
          Review={Review}
          chosen={draft.chosen}
          disabled={view.lost !== null}
          last={last}
          elsewhere={{
            backButton,
            onSendBack: toggle('send-back'),
            onAskOneMore: askOneMore,
          }}
          onChoose={verdict.choose}
          onMerge={() => verdict.merge(draft.chosen)}
          onAnew={verdict.anew}
        />
      ) : null}
      {task !== null && draft.writing !== null ? (
        <Labeler
          key={verdict.editorKey}
          assignmentId={task.taskId}
          payload={task.view}
          config={task.config}
          order={task.order}
          draft={verdict.began}
          onChange={verdict.write}
          onSubmit={settle}
          oneKey={false}
          disabled={view.lost !== null}
        />
      ) : null}
      <NotePopover
        isOpen={overlay === 'note' && task !== null}
        onOpenChange={show('note')}
        anchor={noteButton}
        note={draft.note}
        onNote={verdict.note}
      />
      <SendBackPopover
        isOpen={overlay === 'send-back' && task !== null}
        onOpenChange={show('send-back')}
        anchor={backButton}
        task={task}
        chosen={draft.chosen}
        onSend={passOn}
      />
      <KeysSheet isOpen={overlay === 'keys'} onOpenChange={show('keys')} oneKeyPossible />
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
      <LeaseDialog
        lost={view.lost}
        text={draft.note || draftText(draft.editor)}
        onStay={() => session?.leaveLost(true)}
        onNext={() => session?.leaveLost(false)}
      />
    </Frame>
  )
}
