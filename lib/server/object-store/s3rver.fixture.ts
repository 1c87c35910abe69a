// A stand-in of an object store on a port of this machine, for tests: s3rver speaks the protocol of S3 over files.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import S3rver from 's3rver'
import { z } from 'zod'

export interface ObjectStoreForTests {
  endpoint: string
  env: Record<string, string>
  stop(): Promise<void>
}

/** Starts it with the buckets `concord` and `datasets`; its settings are in this process's environment until it stops. */
export async function givenObjectStore(buckets = ['concord', 'datasets', 'private']): Promise<ObjectStoreForTests> {
  const directory = await mkdtemp(path.join(tmpdir(), 'concord-s3-'))
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: buckets.map((name) => ({ name })),
  })
  const { port } = z.object({ port: z.number() }).parse(await server.run())
  const env = {
    CONCORD_S3_ENDPOINT: `http://127.0.0.1:${port}`,
    CONCORD_S3_BUCKET: 'concord',
    CONCORD_S3_PREFIX: 'house',
    CONCORD_S3_BUCKETS: 'datasets, partner/inbox',
    CONCORD_S3_ACCESS_KEY_ID: 'S3RVER',
    CONCORD_S3_SECRET_ACCESS_KEY: 'S3RVER',
  }
  Object.assign(process.env, env)
  return {
    endpoint: env.CONCORD_S3_ENDPOINT,
    env,
    async stop() {
      for (const name of Object.keys(env)) delete process.env[name]
      await server.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
