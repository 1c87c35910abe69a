'use client'

import { useMemo, useRef, useState } from 'react'
import { draftText } from '@/components/labeling/draft-text'
import { useLabelingPreferences } from '@/components/labeling/preferences'
import { SessionFrame } from '@/components/labeling/session-frame'
import { taskName } from '@/components/labeling/session-view'
import { useFrameDesk } from '@/components/labeling/use-frame-desk'
import { AnswersDesk } from './answers-desk'
import { NoReview } from './no-review'
import { NotePopover } from './note-popover'
import { OneMorePopover } from './one-more-popover'
import type { Elsewhere } from './review-api'
import { ReviewDock } from './review-dock'
import { ReviewNotice } from './review-notice'
import { parseTask } from './review-task'
import type { StartedReview } from './review-workspace'
import { SendBackPopover } from './send-back-popover'
import { useReviewActions } from './use-review-actions'
import { useReviewSession } from './use-review-session'
import { useVerdict } from './use-verdict'
import { verdictState } from './verdict-draft'

/** The frame with everything a reviewer needs in it, around one session. */
export function ReviewFrame(props: StartedReview) {
  const { project, initial, guidelines, Labeler, Review } = props
  const { session, lasting, api, last } = useReviewSession(
    props.user.id,
    { projectId: project.id, ...props.asked },
    initial,
  )
  const { progress } = initial
  const desk = useFrameDesk<'note' | 'send-back' | 'one-more'>({
    session,
    lasting,
    api,
    projectId: project.id,
    guidelines,
    progress,
  })
  const { view, mountKey, assignment } = desk
  const { oneKey } = useLabelingPreferences()
  const [passedHere, setPassedHere] = useState(0)
  const noteButton = useRef<HTMLButtonElement>(null)
  const backButton = useRef<HTMLButtonElement>(null)
  const oneMoreButton = useRef<HTMLButtonElement>(null)

  const payload = assignment?.payload
  const task = useMemo(() => (payload === undefined ? null : parseTask(payload)), [payload])
  const verdict = useVerdict(session, task, mountKey, view.current?.draft ?? null)
  const { state, draft } = verdict

  const settle = () => {
    const now = verdict.atOnce()
    if (!session || now === null || now.verdict === null || view.lost) return
    desk.close()
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
    desk.close()
    void session?.skip(JSON.stringify(wish), summary)
  }
  const pass = () => {
    setPassedHere(passedHere + 1)
    passOn({ to: 'reviewers' }, 'Passed to another reviewer')
  }
  const askOneMore = () => passOn({ to: 'others' }, 'One more labeler asked')

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
    askOneMore: desk.toggle('one-more'),
    sendBack: desk.toggle('send-back'),
    settle,
    undo: desk.undo,
    note: desk.toggle('note'),
    guidelines: desk.guidelines.toggle,
    keys: desk.toggle('keys'),
    escape: desk.closeAside,
  })

  return (
    <SessionFrame
      desk={desk}
      names={{ homeHref: '/review', projectName: 'Review', batchName: project.name, userName: props.user.name }}
      taskName={task ? `${taskName(view.progress)}, ${task.answers.length} answers` : 'No task'}
      lostText={[draft.note, draft.words, draftText(draft.editor)].filter((text) => text !== '').join('\n')}
      oneKeyPossible
      stageIsStop={draft.writing === null}
      onNote={desk.toggle('note')}
      notice={task ? <ReviewNotice task={task} writing={draft.writing} onBack={verdict.back} /> : null}
      empty={
        task ? null : (
          <NoReview
            view={view}
            outbox={desk.outbox}
            projectId={project.id}
            passed={initial.passed + passedHere}
            isTakingUp={props.asked.passedToo}
            last={last}
            onLook={() => session?.tasks.lookAgain()}
          />
        )
      }
      dock={
        view.mode === 'finished' && !task ? null : (
          <ReviewDock
            undoable={view.undoable.at(-1) ?? null}
            onUndo={desk.undo}
            onPass={pass}
            noteButton={noteButton}
            noted={draft.note.trim() !== ''}
            onNote={desk.toggle('note')}
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
            onSendBack: desk.toggle('send-back'),
            oneMoreButton,
            onAskOneMore: desk.toggle('one-more'),
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
        isOpen={desk.overlay === 'note' && task !== null}
        onOpenChange={desk.show('note')}
        anchor={noteButton}
        note={draft.note}
        onNote={verdict.note}
      />
      <OneMorePopover
        isOpen={desk.overlay === 'one-more' && task !== null}
        onOpenChange={desk.show('one-more')}
        anchor={oneMoreButton}
        onAsk={askOneMore}
      />
      <SendBackPopover
        isOpen={desk.overlay === 'send-back' && task !== null}
        onOpenChange={desk.show('send-back')}
        anchor={backButton}
        task={task}
        chosen={draft.chosen}
        words={draft.words}
        onWords={verdict.words}
        onSend={passOn}
      />
    </SessionFrame>
  )
}
