'use client'

import { Download, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Moment } from '@/components/admin/moment'
import { Notice } from '@/components/admin/notice'
import { countOf, formatBytes, formatCount } from '@/components/admin/numbers'
import { useAction } from '@/components/admin/use-action'
import { Button, buttonClasses } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { formatShare } from '@/components/ui/interval-bar'
import { Pill } from '@/components/ui/pill'
import { Progress } from '@/components/ui/progress'
import type { ExportView } from '@/lib/server/exports/read-export'
import { cancelExportAction, deleteExportAction } from './actions'

const icon = { 'aria-hidden': true, className: 'size-4', strokeWidth: 1.75 } as const

/** One export: how far it is, what is in it, and each of its files. */
export function ExportRow({
  view,
  formatName,
  projectName,
  mayDelete,
}: {
  view: ExportView
  formatName: string
  projectName: string | null
  mayDelete: boolean
}) {
  const [asking, setAsking] = useState(false)
  const cancel = useAction(cancelExportAction)
  const remove = useAction(deleteExportAction, () => setAsking(false))
  const underWay = view.state === 'queued' || view.state === 'running'
  const problem = cancel.refusal ?? remove.refusal
  return (
    <li className="flex flex-col gap-2.5 px-4 py-3.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <b className="font-semibold">{formatName}</b>
        {projectName === null ? null : <span className="text-muted">{projectName}</span>}
        <State view={view} />
        <span className="ms-auto text-muted text-xs">
          <Moment iso={view.createdAt} as="full" />
        </span>
        {underWay ? (
          <Button size="small" waiting={cancel.isSending} onPress={() => cancel.run({ id: view.id })}>
            Stop
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
      </div>
      {underWay ? (
        <Progress value={view.total > 0 ? view.written / view.total : 0} label={`${formatName}: tasks read`} />
      ) : null}
      {view.error ? <Notice tone="danger">{view.error}</Notice> : null}
      {problem ? <Notice tone="danger">{problem.message}</Notice> : null}
      <Summary view={view} />
      <Files view={view} />
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

/** What the manifest says in one line: counts, agreement, what was left out. */
function Summary({ view: { manifest } }: { view: ExportView }) {
  if (manifest === null) return null
  const counted = Object.entries(manifest.counts).map(
    ([what, n]) => `${formatCount(n)} ${what.replaceAll(/[-_]/g, ' ')}`,
  )
  const leftOut = Object.entries(manifest.left_out)
    .filter(([, n]) => n > 0)
    .map(([why, n]) => `${formatCount(n)} ${why.replaceAll(/[-_]/g, ' ')}`)
  const { agreement } = manifest
  return (
    <p className="text-muted text-xs tabular">
      {counted.join(' · ')}
      {agreement?.value == null
        ? ''
        : ` · agreement ${formatShare(agreement.value)}${agreement.ci ? ` [${formatShare(agreement.ci[0])}, ${formatShare(agreement.ci[1])}]` : ''}, n = ${agreement.n_items}`}
      {leftOut.length > 0 ? ` · left out: ${leftOut.join(', ')}` : ''}
    </p>
  )
}

const shownAtFirst = 12

function Files({ view }: { view: ExportView }) {
  const [all, setAll] = useState(false)
  if (view.state === 'done' && view.files.length === 0)
    return <p className="text-muted text-xs">Its files were deleted. The record stays.</p>
  if (view.files.length === 0) return null
  const shown = all ? view.files : view.files.slice(0, shownAtFirst)
  return (
    <ul aria-label="Files" className="flex flex-wrap gap-2">
      {shown.map(({ name, bytes, sha256 }) => (
        <li key={name} className="min-w-0">
          <a
            href={`/api/v1/exports/${view.id}/files/${name.split('/').map(encodeURIComponent).join('/')}`}
            download={name.split('/').at(-1)}
            title={sha256 === null ? name : `${name}\nsha256 ${sha256}`}
            className={buttonClasses({ size: 'small' })}
          >
            <Download {...icon} />
            <span className="max-w-60 truncate">{name}</span>
            <span className="font-normal text-muted">{formatBytes(bytes)}</span>
          </a>
        </li>
      ))}
      {view.files.length > shown.length ? (
        <li>
          <Button variant="ghost" size="small" onPress={() => setAll(true)}>
            All {formatCount(view.files.length)} files
          </Button>
        </li>
      ) : null}
    </ul>
  )
}
