import 'server-only'
import pino from 'pino'

/** One JSON object a line on standard output. Secrets never reach it; request bodies, queries and task texts are not logged at all. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  redact: {
    paths: [
      'password',
      'token',
      'authorization',
      'cookie',
      'email',
      '*.password',
      '*.token',
      '*.authorization',
      '*.cookie',
      '*.email',
    ],
    censor: '[redacted]',
  },
})
