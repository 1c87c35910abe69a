import type { Command } from 'commander'
import { z } from 'zod'
import { AppError, type ErrorCode } from '@/lib/core/errors'

export interface ApiFlags {
  url?: string
  token?: string
}

/** A body that is streamed says so. */
type ApiRequest = RequestInit & { duplex?: 'half' }

const problemSchema = z.looseObject({ detail: z.string() })
const codeOfStatus: Record<number, ErrorCode> = {
  401: 'not-signed-in',
  403: 'not-allowed',
  404: 'not-found',
  409: 'conflict',
  413: 'too-large',
  415: 'unsupported-media',
  422: 'invalid-content',
  429: 'too-many',
}

export function withApiOptions(command: Command): Command {
  return command
    .option('--url <url>', 'the server (CONCORD_URL, else http://localhost:3000)')
    .option('--token <token>', 'an API token; better in CONCORD_TOKEN, where other users of this machine do not see it')
}

/** Calls a server's API. What it refuses becomes an error with the server's own sentence. */
export class ApiClient {
  readonly #url: string
  readonly #token: string

  constructor(flags: ApiFlags) {
    this.#url = (flags.url ?? process.env.CONCORD_URL ?? 'http://localhost:3000').replace(/\/+$/, '')
    this.#token = flags.token ?? process.env.CONCORD_TOKEN ?? ''
    if (this.#token === '')
      throw new AppError(
        'bad-input',
        'Give an API token: set CONCORD_TOKEN, or use --token. `concord create-token` makes one.',
      )
  }

  async json<Value>(schema: z.ZodType<Value>, method: string, path: string, init: ApiRequest = {}): Promise<Value> {
    const response = await this.send(method, path, init)
    return schema.parse(await response.json())
  }

  async send(method: string, path: string, init: ApiRequest = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${this.#token}`)
    const response = await this.#fetch(`${this.#url}/api/v1${path}`, { ...init, method, headers })
    if (response.ok) return response
    throw await refusal(response)
  }

  async #fetch(url: string, init: ApiRequest): Promise<Response> {
    try {
      return await fetch(url, init)
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause
      throw new AppError(
        'unavailable',
        `No server answers at ${this.#url}. Start it with npm start, or name another with --url.`,
        { cause },
      )
    }
  }
}

async function refusal(response: Response): Promise<AppError> {
  const body: unknown = await response.json().catch(() => null)
  const problem = problemSchema.safeParse(body).data
  const code = codeOfStatus[response.status] ?? (response.status >= 500 ? 'unavailable' : 'bad-input')
  return new AppError(code, problem?.detail ?? `The server answered ${response.status}.`, { detail: problem ?? {} })
}
