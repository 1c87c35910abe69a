/** What can go wrong for a person, and the HTTP status each kind answers with. */
const statusOf = {
  'bad-input': 400,
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  'unsupported-media': 415,
  'invalid-content': 422,
  'too-many': 429,
  unavailable: 503,
  'no-space': 507,
} as const

export type ErrorCode = keyof typeof statusOf

/** Extra members of the problem document: the line, the field, the rejected lines, seconds to wait. */
export type ErrorDetail = Record<string, unknown>

/** The one error a user may see. `message` is a sentence they can act on; everything else thrown is a bug. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly detail: ErrorDetail

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; detail?: ErrorDetail } = {}) {
    super(message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.detail = options.detail ?? {}
  }

  get status(): number {
    return statusOf[this.code]
  }
}
