/** How an upload ended. */
export type UploadReply =
  | { is: 'ok'; value: unknown }
  | { is: 'refused'; status: number; problem: unknown }
  | { is: 'broken' }
  | { is: 'stopped' }

export interface UploadOptions {
  headers?: Record<string, string>
  onProgress(sent: number, total: number): void
  signal: AbortSignal
}

/** Posts a file with its progress, which fetch does not tell. */
export function upload(address: string, body: Blob | FormData, options: UploadOptions): Promise<UploadReply> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.setRequestHeader('accept', 'application/json')
    for (const [name, value] of Object.entries(options.headers ?? {})) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => options.onProgress(loaded, total)
    request.onload = () => resolve(replyOf(request))
    request.onerror = () => resolve({ is: 'broken' })
    request.onabort = () => resolve({ is: 'stopped' })
    options.signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(body)
  })
}

function replyOf(request: XMLHttpRequest): UploadReply {
  const value = parsed(request.responseText)
  if (request.status >= 200 && request.status < 300) return { is: 'ok', value }
  return { is: 'refused', status: request.status, problem: value }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const contentTypes: Record<string, string> = {
  jsonl: 'application/x-ndjson',
  ndjson: 'application/x-ndjson',
  json: 'application/json',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  xml: 'application/xml',
  parquet: 'application/vnd.apache.parquet',
  zip: 'application/zip',
}

/** What a file of tasks is sent as, by its ending; null for media and all else. */
export function taskFileType(file: File): string | null {
  return contentTypes[file.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? null
}

/** A key for one import: the same key again adds nothing. */
export function importKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
