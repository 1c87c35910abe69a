import 'server-only'
import type { PrismaClient } from '@/prisma/generated/sqlite/client'
import { inDataFolder } from '../data-folder'
import { type Connection, type Driver, openConnection } from './connection'

/** The server entry and Next hold copies of this module; the connection, and with it the line before SQLite, must be one. */
declare global {
  var concordConnection: Connection | undefined
}

/** DATABASE_URL (`postgres://…` or `file:…`), else a file in the data folder. */
export function databaseUrl(): string {
  const given = process.env.DATABASE_URL
  return given ? given : `file:${inDataFolder('concord.db')}`
}

/** Makes `url` the database of this process. The one open before is closed. */
export async function openDatabase(url: string = databaseUrl()): Promise<Connection> {
  await closeDatabase()
  const connection = openConnection(url)
  globalThis.concordConnection = connection
  return connection
}

export async function closeDatabase(): Promise<void> {
  const connection = globalThis.concordConnection
  globalThis.concordConnection = undefined
  await connection?.close()
}

function current(): Connection {
  globalThis.concordConnection ??= openConnection(databaseUrl())
  return globalThis.concordConnection
}

/** Where the database of this process is, for a process of ours that works on the same. */
export function openedUrl(): string {
  return current().url
}

/** The driver under Prisma. Never use it inside `db.$transaction`: on SQLite it would wait for that transaction's end. */
export function driver(): Driver {
  return current().driver
}

const unopened: PrismaClient = Object.create(null)

/** Prisma on the database of this process, whichever engine; opened when first used. */
export const db: PrismaClient = new Proxy(unopened, {
  get: (_, member) => {
    const { prisma } = current()
    const value: unknown = Reflect.get(prisma, member)
    return typeof value === 'function' ? value.bind(prisma) : value
  },
})
