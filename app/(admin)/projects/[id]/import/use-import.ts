'use client'

import { useRef, useState } from 'react'
import { type AnswerUse, type FileReport, progressIn, reportIn, type ServerProgress, sentenceIn } from './import-reply'
import { beginningOf, namesInLines } from './media-names'
import { importKey, taskFileType, type UploadReply, upload } from './upload'

export type ImportState =
  | { is: 'choosing'; message: string | null }
  | {
      is: 'sending'
      what: 'media' | 'check' | 'import'
      sent: number
      total: number
      server: ServerProgress | null
      /** What the check found, once it is the import that is under way. */
      report: FileReport | null
    }
  | { is: 'checked'; report: FileReport; tookMs: number }
  | { is: 'refused'; at: 'check' | 'import'; message: string; report: FileReport | null }
  | { is: 'done'; batchId: string; report: FileReport }

const brokenOff = 'The connection broke off. Nothing of this file was stored; send it again.'
const stopped = 'Stopped. Nothing of this file was stored.'
const pollMs = 700
const filesAtOnce = 200

/** A file on its way in: its media first, then a look at every line, then the import itself. Only the last makes tasks. */
export function useImport(projectId: string) {
  const [state, setState] = useState<ImportState>({ is: 'choosing', message: null })
  const [file, setFile] = useState<File | null>(null)
  const [waiting, setWaiting] = useState<readonly File[]>([])
  const [mediaCount, setMediaCount] = useState(0)
  // Null: found out from the content.
  const [format, setFormat] = useState<string | null>(null)
  const running = useRef<AbortController | null>(null)

  const send = (what: 'media' | 'check' | 'import', address: string, body: Blob | FormData, headers = {}) => {
    const controller = new AbortController()
    running.current = controller
    const report = state.is === 'checked' ? state.report : null
    setState({ is: 'sending', what, sent: 0, total: 0, server: null, report: what === 'import' ? report : null })
    return upload(address, body, {
      headers,
      signal: controller.signal,
      onProgress: (sent, total) =>
        setState((before) => (before.is === 'sending' ? { ...before, sent, total } : before)),
    })
  }

  const refuse = (at: 'check' | 'import', reply: Exclude<UploadReply, { is: 'ok' }>) => {
    if (reply.is === 'stopped') return setState({ is: 'choosing', message: stopped })
    const problem = reply.is === 'refused' ? reply.problem : null
    const message = reply.is === 'refused' ? sentenceIn(problem) : brokenOff
    setState({ is: 'refused', at, message, report: reportIn(problem) })
  }

  const check = async (tasks: File, type: string, as: string | null) => {
    const began = performance.now()
    const query = as === null ? '' : `?format=${as}`
    const reply = await send('check', `/projects/${projectId}/import/check${query}`, tasks, { 'content-type': type })
    if (reply.is !== 'ok') return refuse('check', reply)
    const report = reportIn(reply.value)
    if (report === null) throw new TypeError('The report of a file came in an unknown form')
    setState({ is: 'checked', report, tookMs: performance.now() - began })
  }

  const storeMedia = async (tasks: File, media: readonly File[]): Promise<boolean> => {
    const names = namesInLines(await beginningOf(tasks), media)
    for (let from = 0; from < media.length; from += filesAtOnce) {
      const form = new FormData()
      for (const one of media.slice(from, from + filesAtOnce)) form.append('file', one, names.get(one) ?? one.name)
      const reply = await send('media', `/api/v1/projects/${projectId}/media`, form)
      if (reply.is !== 'ok') {
        refuse('check', reply)
        return false
      }
    }
    return true
  }

  const choose = async (files: readonly File[]) => {
    const tasks = files.find((candidate) => taskFileType(candidate) !== null) ?? file
    const media = [...waiting, ...files.filter((candidate) => taskFileType(candidate) === null)]
    const type = tasks === null ? null : taskFileType(tasks)
    if (tasks === null || type === null) {
      setWaiting(media)
      const message = `${media.length === 1 ? `${media[0]?.name} is no file of tasks: it is taken as media.` : `${media.length} media files.`} Now choose the file of tasks that names ${media.length === 1 ? 'it' : 'them'}.`
      return setState({ is: 'choosing', message })
    }
    setFile(tasks)
    if (media.length > 0 && !(await storeMedia(tasks, media))) return
    setWaiting([])
    setMediaCount((before) => before + media.length)
    setFormat(null)
    await check(tasks, type, null)
  }

  /** Looks at the same file again, as another format. */
  const readAs = async (as: string) => {
    const type = file === null ? null : taskFileType(file)
    if (file === null || type === null) return
    setFormat(as)
    await check(file, type, as)
  }

  /** `isNew`: the batch was made for this import and goes with it when it is refused. */
  const importInto = async (batchId: string, answers: AnswerUse | null, isNew: boolean) => {
    const type = file === null ? null : taskFileType(file)
    if (file === null || type === null) return
    const key = importKey()
    const stop = follow(batchId, key, (server) =>
      setState((before) => (before.is === 'sending' ? { ...before, server } : before)),
    )
    const headers = { 'content-type': type, 'idempotency-key': key }
    const query = new URLSearchParams({
      ...(format === null ? {} : { format }),
      ...(answers === null ? {} : { answers }),
      ...(isNew ? { discardBatch: 'true' } : {}),
    })
    const reply = await send('import', `/api/v1/batches/${batchId}/tasks?${query}`, file, headers)
    stop()
    if (reply.is !== 'ok') return refuse('import', reply)
    const report = reportIn(reply.value)
    if (report === null) throw new TypeError('The report of an import came in an unknown form')
    setState({ is: 'done', batchId, report })
  }

  return {
    state,
    file,
    mediaCount,
    format,
    choose,
    readAs,
    importInto,
    stop: () => running.current?.abort(),
    again: () => {
      setFile(null)
      setState({ is: 'choosing', message: null })
    },
  }
}

/** Asks now and then how far the server is; before the first line there is nothing to tell. */
function follow(batchId: string, key: string, onProgress: (progress: ServerProgress) => void): () => void {
  const timer = setInterval(async () => {
    const reply = await fetch(`/api/v1/batches/${batchId}/imports/${key}`, { cache: 'no-store' }).catch(() => null)
    const progress = reply?.ok ? progressIn(await reply.json()) : null
    if (progress !== null) onProgress(progress)
  }, pollMs)
  return () => clearInterval(timer)
}
