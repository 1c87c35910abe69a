import { isReady } from '@/lib/server/http/is-ready'

/** The database answers too: send people here. */
export async function GET(): Promise<Response> {
  const headers = { 'cache-control': 'no-store', 'content-type': 'text/plain' }
  return (await isReady())
    ? new Response('ready\n', { headers })
    : new Response('not ready\n', { status: 503, headers })
}

export const dynamic = 'force-dynamic'
