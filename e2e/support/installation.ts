import { readFile } from 'node:fs/promises'
import path from 'node:path'
import {
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  request,
} from '@playwright/test'
import { z } from 'zod'
import { type Person, password } from './people'
import { demo } from './project'
import { type RunningServer, startServer } from './server'
import { listenToPlayers } from './sound'
import { watchForTrouble } from './watch'

type StorageState = Awaited<ReturnType<APIRequestContext['storageState']>>

/** Somebody with an account, signed in over the API; `storage` opens a browser as them. */
export interface Account {
  id: string
  name: string
  email: string
  api: APIRequestContext
  storage: StorageState
}

/** A running Concord with its first admin. */
export interface Installation {
  /** Another one after a test has killed it and started it again. */
  server: RunningServer
  admin: Account
  /** Browsers that people opened: closed at the end, since pages of a server that is gone go on knocking. */
  opened: BrowserContext[]
  stop(): Promise<void>
}

export interface PreparedBatch {
  projectId: string
  batchId: string
}

const idReply = z.object({ id: z.string() })
const signedInReply = z.object({ userId: z.string() })

export async function install(options: { demo?: boolean } = {}): Promise<Installation> {
  const server = await startServer(options)
  const token = server.setupLink?.split('#')[1]
  if (token === undefined) throw new Error('the first start printed no set-up link')
  const api = await visitor(server)
  const person = { name: 'Noor Haddad', email: 'noor@example.org' }
  const { userId } = await ask(api, 'POST', '/api/v1/setup', { token, ...person, password }, signedInReply)
  const installation: Installation = {
    server,
    admin: { ...person, id: userId, api, storage: await api.storageState() },
    opened: [],
    stop: async () => {
      for (const context of installation.opened) await context.close()
      await api.dispose()
      await installation.server.stop()
    },
  }
  return installation
}

/** Somebody at an API client of their own, not signed in. */
function visitor(server: RunningServer): Promise<APIRequestContext> {
  return request.newContext({ baseURL: server.url, extraHTTPHeaders: { origin: server.url } })
}

/** Asks the API for something and reads its reply; another reply fails the test with what the server said. */
export async function ask<Reply>(
  api: APIRequestContext,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  address: string,
  data: unknown,
  schema: z.ZodType<Reply>,
): Promise<Reply> {
  const response = await api.fetch(address, { method, ...(data === null ? {} : { data }) })
  const text = await response.text()
  if (!response.ok()) throw new Error(`${method} ${address} was answered ${response.status()}: ${text}`)
  return schema.parse(text === '' ? null : JSON.parse(text))
}

/** A link for one address, as the admin gives it on. */
export async function givenInvitation(
  { admin }: Installation,
  email: string,
  to: { role: string; projectId?: string } = { role: 'labeler' },
): Promise<string> {
  const reply = z.object({ link: z.string() })
  const { link } = await ask(admin.api, 'POST', '/api/v1/invitations', { email, ...to }, reply)
  return link
}

export function givenLabeler(installation: Installation, name: string, role = 'labeler'): Promise<Account> {
  return givenMember(installation, name, { role })
}

/** Somebody who has joined, and with `projectId` has their role in that project. */
export async function givenMember(
  installation: Installation,
  name: string,
  to: { role: string; projectId?: string },
): Promise<Account> {
  const email = `${name.split(' ')[0]?.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()}@example.org`
  const token = (await givenInvitation(installation, email, to)).split('/').at(-1)
  const api = await visitor(installation.server)
  const path = '/api/v1/invitations/accept'
  const { userId } = await ask(api, 'POST', path, { token, name, password }, signedInReply)
  return { id: userId, name, email, api, storage: await api.storageState() }
}

/** A project with one batch of these lines, in their order. `files` lie in the demo's folders. */
export async function givenBatch(
  { admin: { api } }: Installation,
  project: { name: string; taskType: string; config?: unknown; guidelines?: string },
  lines: readonly unknown[],
  files: readonly string[] = [],
  overlap = 1,
): Promise<PreparedBatch> {
  const { id: projectId } = await ask(api, 'POST', '/api/v1/projects', project, idReply)
  for (const file of files) {
    const stored = await api.post(`/api/v1/projects/${projectId}/media`, {
      multipart: { file: { name: file, mimeType: mimeOf(file), buffer: await readFile(demo(file)) } },
    })
    if (!stored.ok()) throw new Error(`${file} was not stored: ${await stored.text()}`)
  }
  const batch = { name: 'First', overlap, order: 'imported' }
  const { id: batchId } = await ask(api, 'POST', `/api/v1/projects/${projectId}/batches`, batch, idReply)
  const imported = await api.post(`/api/v1/batches/${batchId}/tasks`, {
    headers: { 'content-type': 'application/x-ndjson' },
    data: Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n')),
  })
  if (!imported.ok()) throw new Error(`The lines were not imported: ${await imported.text()}`)
  return { projectId, batchId }
}

function mimeOf(file: string): string {
  const types: Record<string, string> = { '.png': 'image/png', '.jpg': 'image/jpeg', '.wav': 'audio/wav' }
  return types[path.extname(file)] ?? 'audio/flac'
}

/** The person opens a browser, signed in. */
export async function openBrowser(
  browser: Browser,
  installation: Installation,
  account: Account | null,
  options: BrowserContextOptions = {},
): Promise<Person> {
  const context = await browser.newContext({
    baseURL: installation.server.url,
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
    ...(account === null ? {} : { storageState: account.storage }),
    ...options,
  })
  installation.opened.push(context)
  const page = await context.newPage()
  await listenToPlayers(page)
  return { name: account?.name ?? 'Nobody', context, page, trouble: watchForTrouble(page) }
}
