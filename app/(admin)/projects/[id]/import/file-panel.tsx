'use client'

import { FileJson } from 'lucide-react'
import { Card } from '@/components/admin/card'
import { Notice } from '@/components/admin/notice'
import { countOf, formatBytes, formatCount } from '@/components/admin/numbers'
import { Button } from '@/components/ui/button'
import { DropZone } from '@/components/ui/drop-zone'
import { formatDuration } from '@/components/ui/duration'
import { Progress } from '@/components/ui/progress'
import { Select } from '@/components/ui/select'
import { ErrorList } from './error-list'
import type { FileReport } from './import-reply'
import { TaskPreviews } from './task-previews'
import type { ImportState, useImport } from './use-import'

const headings = { media: 'Storing the media', check: 'Checking the file', import: 'Importing' } as const

export interface FormatChoice {
  name: string
  label: string
  description: string
}

/** The file as it is: idle, on its way, checked, refused. */
export function FilePanel({
  work,
  report,
  formats,
  example,
}: {
  work: ReturnType<typeof useImport>
  /** What was found, as the choices made so far let it come in. */
  report: FileReport | null
  formats: readonly FormatChoice[]
  example: string
}) {
  const { state, file, mediaCount, choose, stop, again } = work
  if (state.is === 'choosing') {
    return (
      <div className="flex min-w-0 flex-col gap-3">
        {state.message ? <Notice>{state.message}</Notice> : null}
        <DropZone
          label="Drop a file of tasks here, or choose one"
          hint="Lines of this type as JSONL, JSON, CSV or Parquet, or a file of another tool, alone or in a zip with its media. Images and recordings may come along as files of their own."
          multiple
          buttonLabel="Choose files"
          onFiles={(files) => void choose(files)}
          className="min-h-60"
        />
        <p className="text-muted text-xs">
          Also read:{' '}
          {formats
            .slice(1)
            .map(({ label }) => label)
            .join(', ')}
          .
        </p>
        <p className="text-muted text-xs">A line of this project’s own looks like this:</p>
        <pre className="overflow-x-auto whitespace-pre-wrap break-all rounded-control border border-line bg-sunken px-3 py-2.5 font-mono text-xs">
          {example}
        </pre>
      </div>
    )
  }
  if (state.is === 'done') return null
  const listed = report ?? ('report' in state ? state.report : null)
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-3 p-4">
        <span className="flex size-8.5 items-center justify-center rounded-control border border-line bg-sunken text-muted">
          <FileJson aria-hidden="true" className="size-4" strokeWidth={1.75} />
        </span>
        <span className="min-w-0 flex-1">
          <b className="block truncate font-semibold">{file?.name ?? 'Media'}</b>
          <span className="text-muted text-xs tabular">
            {file ? formatBytes(file.size) : ''}
            {mediaCount > 0 ? ` · ${countOf(mediaCount, 'media file')} stored` : ''}
            {'report' in state && state.report !== null ? ` · ${countOf(state.report.lines, 'line')}` : ''}
          </span>
        </span>
        <FileButton state={state} stop={stop} again={again} />
      </div>
      <div className="flex flex-col gap-3 px-4 pb-4">
        <FormatSelect
          state={state}
          formats={formats}
          chosen={work.format}
          onChange={(name) => void work.readAs(name)}
        />
        <Body state={state} report={report} />
      </div>
      {state.is === 'checked' ? <TaskPreviews tasks={state.report.preview} /> : null}
      {listed !== null && listed.rejectedCount > 0 ? (
        <ErrorList report={listed} fileName={file?.name ?? 'import'} />
      ) : null}
    </Card>
  )
}

/** The format the file was found to be, to be changed where that is wrong. */
function FormatSelect({
  state,
  formats,
  chosen,
  onChange,
}: {
  state: ImportState
  formats: readonly FormatChoice[]
  chosen: string | null
  onChange(name: string): void
}) {
  if (state.is !== 'checked' && !(state.is === 'refused' && state.at === 'check')) return null
  const read = state.is === 'checked' ? state.report.format : (chosen ?? state.report?.format ?? null)
  const about = formats.find(({ name }) => name === read)?.description
  return (
    <Select
      label="Read as"
      placeholder="Choose a format"
      options={formats.map(({ name, label }) => ({ value: name, label }))}
      value={read}
      onChange={onChange}
      {...(about === undefined ? {} : { hint: about })}
    />
  )
}

function Body({
  state,
  report,
}: {
  state: Exclude<ImportState, { is: 'choosing' | 'done' }>
  report: FileReport | null
}) {
  if (state.is === 'sending') return <Sending state={state} />
  if (state.is === 'refused') {
    return (
      <Notice tone="danger">
        <b className="block font-semibold">
          {state.at === 'check' ? 'This file cannot be imported' : 'The import was refused'}.
        </b>
        {state.message}
      </Notice>
    )
  }
  return <Checked report={report ?? state.report} tookMs={state.tookMs} />
}

/** An upload can be stopped; once the server has the whole file, it is all or nothing and soon through. */
function FileButton({ state, stop, again }: { state: ImportState; stop(): void; again(): void }) {
  if (state.is !== 'sending') return <Button onPress={again}>Another file</Button>
  const arrived = state.what === 'import' && state.total > 0 && state.sent === state.total
  return arrived ? null : <Button onPress={stop}>Stop</Button>
}

function Sending({ state }: { state: Extract<ImportState, { is: 'sending' }> }) {
  const { what, sent, total, server, report } = state
  const arrived = total > 0 && sent === total
  const read = server !== null && report !== null && report.lines > 0 ? server.lines / report.lines : 1
  const uploaded = total > 0 ? sent / total : 0
  return (
    <>
      <Progress value={arrived ? read : uploaded} label={headings[what]} className="h-1.5" />
      <p role="status" className="mt-2 flex flex-wrap gap-x-4 text-muted tabular">
        <span>
          {server?.state === 'publishing' ? 'Putting the tasks in line' : headings[what]}
          {total > 0 && !arrived ? `: ${formatBytes(sent)} of ${formatBytes(total)}` : ''}
        </span>
        {server ? (
          <span>
            {formatCount(server.lines)} lines read, {formatCount(server.imported)} good
          </span>
        ) : null}
      </p>
    </>
  )
}

function Checked({ report, tookMs }: { report: FileReport; tookMs: number }) {
  const { imported, rejectedCount, lines, notes } = report
  const good = lines > 0 ? (100 * imported) / lines : 0
  return (
    <div role="status">
      <span aria-hidden="true" className="flex h-1.5 gap-0.5 overflow-hidden rounded-[3px]">
        <span className="bg-success" style={{ inlineSize: `${good}%` }} />
        {rejectedCount > 0 ? <span className="min-w-1.5 flex-1 bg-danger" /> : null}
      </span>
      <p className="mt-2 flex flex-wrap items-center gap-x-5 gap-y-1 tabular">
        <span>{formatCount(imported)} good</span>
        <span>{rejectedCount === 0 ? 'no errors' : `${formatCount(rejectedCount)} with errors`}</span>
        <span className="ms-auto text-muted text-xs">checked in {formatDuration(tookMs)}</span>
      </p>
      {notes.length > 0 ? (
        <ul aria-label="What cannot come along" className="mt-2 text-muted text-xs">
          {notes.map(({ what, count }) => (
            <li key={what}>
              {formatCount(count)} × {what}
            </li>
          ))}
        </ul>
      ) : null}
      {imported === 0 ? (
        <Notice tone="danger" className="mt-3">
          No line of this file can be imported. Mend the lines below and choose the file again.
        </Notice>
      ) : null}
    </div>
  )
}
