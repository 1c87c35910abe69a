'use client'

import type { ReactNode } from 'react'
import { DraftNotice } from './draft-notice'
import { Frame } from './frame'
import { Guidelines } from './guidelines'
import { KeysSheet } from './keys-sheet'
import { LeaseDialog } from './lease-dialog'
import { useLabelingPreferences } from './preferences'
import { SavePill } from './save-pill'
import { savePillState } from './save-pill-state'
import { SignInDialog } from './sign-in-dialog'
import type { FrameDesk } from './use-frame-desk'
import { useJustSent } from './use-just-sent'
import { WorkspaceBar, type WorkspaceBarProps } from './workspace-bar'

/** The frame around a visit, for labeling and for review: the bar with its pill, the guidelines, and the dialogs that every visit has. */
export function SessionFrame<Overlay extends string>({
  desk,
  names,
  taskName,
  lostText,
  oneKeyPossible,
  stageIsStop = false,
  onNote,
  notice,
  empty,
  dock,
  children,
}: {
  desk: FrameDesk<Overlay>
  names: Pick<WorkspaceBarProps, 'homeHref' | 'projectName' | 'batchName' | 'userName'>
  /** Spoken when a new task comes. */
  taskName: string
  /** What the person had, to be copied where the task went to someone else. */
  lostText: string
  oneKeyPossible: boolean
  stageIsStop?: boolean
  onNote(): void
  /** A line above the task. */
  notice: ReactNode
  /** In the task's place while there is none. */
  empty: ReactNode
  dock: ReactNode
  children: ReactNode
}) {
  const { session, view, outbox, panel, guidelines } = desk
  const { contentScale } = useLabelingPreferences()
  const pill = savePillState({
    draft: view.draft,
    outbox,
    justSent: useJustSent(view.answeredHere, outbox),
    leaseEndsInMs: desk.leaseEndsInMs,
  })
  return (
    <Frame
      scale={contentScale}
      taskName={taskName}
      taskKey={desk.mountKey}
      panelOpen={panel.isOpen}
      onPanelClose={panel.close}
      stageIsStop={stageIsStop}
      bar={
        <WorkspaceBar
          {...names}
          progress={view.progress}
          guidelines={{ open: guidelines.isOpen, isNew: guidelines.isNew, toggle: guidelines.toggle }}
          onKeys={desk.toggle('keys')}
          onNote={onNote}
          panel={panel.name ? { name: panel.name, toggle: panel.toggle } : null}
          savePill={
            session ? (
              <SavePill
                state={pill}
                outbox={session.outbox}
                view={outbox}
                ahead={view.ahead}
                onSignIn={() => desk.show('sign-in')(true)}
              />
            ) : null
          }
        />
      }
      notice={
        <>
          {notice}
          <DraftNotice
            draft={view.draft}
            lasting={desk.lasting}
            onTake={(which) => session?.tasks.resolveElsewhere(which)}
          />
        </>
      }
      aside={
        guidelines.isOpen ? (
          <Guidelines
            text={guidelines.text}
            isNew={guidelines.isNew}
            onSeen={guidelines.markSeen}
            onClose={guidelines.close}
          />
        ) : null
      }
      empty={empty}
      dock={dock}
    >
      {children}
      <KeysSheet isOpen={desk.overlay === 'keys'} onOpenChange={desk.show('keys')} oneKeyPossible={oneKeyPossible} />
      <SignInDialog
        isOpen={desk.overlay === 'sign-in'}
        onOpenChange={desk.show('sign-in')}
        waiting={outbox.entries.length}
        onSignedIn={() => {
          desk.close()
          session?.outbox.kick()
          session?.tasks.flush()
        }}
      />
      <LeaseDialog
        lost={view.lost}
        text={lostText}
        onStay={() => session?.tasks.leaveLost(true)}
        onNext={() => session?.tasks.leaveLost(false)}
      />
    </Frame>
  )
}
