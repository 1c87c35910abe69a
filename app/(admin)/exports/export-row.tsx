'use client'

import { Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Moment } from '@/components/admin/moment'
import { Notice } from '@/components/admin/notice'
import { countOf, formatCount } from '@/components/admin/numbers'
import { useAction } from '@/components/admin/use-action'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Pill } from '@/components/ui/pill'
import { Progress } from '@/components/ui/progress'
import type { PushTargets, PushView } from '@/lib/server/export-push/read-pushes'
import type { ExportView } from '@/lib/server/exports/read-export'
import { cancelExportAction, deleteExportAction } from './actions'
import { ExportFiles } from './export-files'
import { ManifestFacts } from './manifest-facts'
import { PushDialog } from './push-dialog'
import { PushList } from './push-list'

const icon = { 'aria-hidden': true, className: 'size-4', strokeWidth: 1.75 } as const

/** One export: how far it is, what is in it, each of its files, and where it was sent. */
export function ExportRow({
  view,
  formatName,
  projectName,
  mayDelete,
  pushes,
  targets,
}: {
  view: ExportView
  formatName: string
  projectName: string | null
  mayDelete: boolean
  pushes: readonly PushView[]
  /** Null for those who may not push. */
  targets: PushTargets | null
}) {
  const [asking, setAsking] = useState(false)
  const [pushing, setPushing] = useState<{ like: PushView | null } | null>(null)
  const cancel = useAction(cancelExportAction)
  const remove = useAction(deleteExportAction, () => setAsking(false))
  const underWay = view.state === 'queued' || view.state === 'running'
  const problem = cancel.refusal ?? remove.refusal
  return (
    <li className="flex flex-col gap-2.5 px-4 py-3.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <b className="font-semibold">{formatName}</b>
        {projectName === null ? null : (
          <span title={projectName} className="min-w-0 max-w-120 truncate text-muted">
            <bdi>{projectName}</bdi>
          </span>
        )}
        <State view={view} />
        <span className="ms-auto flex items-center gap-2">
          <span className="me-1 text-muted text-xs">
            <Moment iso={view.createdAt} as="full" />
          </span>
          {underWay ? (
            <Button size="small" waiting={cancel.isSending} onPress={() => cancel.run({ id: view.id })}>
              Stop
            </Button>
          ) : null}
          {targets !== null && view.files.length > 0 ? (
            <Button size="small" icon={<Send {...icon} />} onPress={() => setPushing({ like: null })}>
              Push
            </Button>
          ) : null}
          {mayDelete && view.files.length > 0 ? (
            <Button
              variant="ghost"
              size="small"
              iconOnly
              aria-label={`Delete the files of ${formatName}`}
              onPress={() => setAsking(true)}
            >
              <Trash2 {...icon} />
            </Button>
          ) : null}
        </span>
      </div>
      {underWay ? (
        <Progress value={view.total > 0 ? view.written / view.total : 0} label={`${formatName}: tasks read`} />
      ) : null}
      {view.error ? <Notice tone="danger">{view.error}</Notice> : null}
      {problem ? <Notice tone="danger">{problem.message}</Notice> : null}
      {view.manifest === null ? null : <ManifestFacts manifest={view.manifest} />}
      <ExportFiles view={view} />
      <PushList
        pushes={pushes}
        mayPush={targets !== null && view.files.length > 0}
        onAgain={(like) => setPushing({ like })}
      />
      {targets === null || pushing === null ? null : (
        <PushDialog
          view={view}
          formatName={formatName}
          targets={targets}
          like={pushing.like}
          onClose={() => setPushing(null)}
        />
      )}
      <Dialog
        isOpen={asking}
        onOpenChange={setAsking}
        title="Delete these files?"
        footer={
          <>
            <Button onPress={() => setAsking(false)}>Keep them</Button>
            <Button variant="danger" waiting={remove.isSending} onPress={() => remove.run({ id: view.id })}>
              Delete {countOf(view.files.length, 'file')}
            </Button>
          </>
        }
      >
        The record of this export and the digests in its manifest stay. The same answers can be exported again.
      </Dialog>
    </li>
  )
}

function State({ view }: { view: ExportView }) {
  if (view.state === 'done') return null
  if (view.state === 'failed') return <Pill tone="danger">failed</Pill>
  if (view.state === 'cancelled') return <Pill outlined>stopped</Pill>
  return (
    <Pill tone="info">
      {view.state === 'queued' ? 'waiting' : `${formatCount(view.written)} of ${formatCount(view.total)} tasks`}
    </Pill>
  )
}
