import { AppError } from '@/lib/core/errors'
import type { Provider } from './schema-engine'

/** The engine a database URL names. @throws AppError `bad-input` for any other. */
export function providerOf(url: string): Provider {
  if (/^postgres(ql)?:\/\//.test(url)) return 'postgresql'
  if (/^file:./.test(url)) return 'sqlite'
  const scheme = /^\w+:/.exec(url)?.[0] ?? 'none'
  throw new AppError(
    'bad-input',
    `DATABASE_URL names no database Concord can use (its scheme is ${scheme}). Give postgres://user:password@host/name, or file: and a path for SQLite.`,
  )
}
