import { route } from '@/lib/server/http/handlers'
import { plainHeaders } from '@/lib/server/http/problem'
import { readPeaks as operation } from '@/lib/server/http/schemas-data'
import { readPeaks } from '@/lib/server/media/read-media'

export const GET = route(operation, async (actor, { params }) => {
  const headers = { ...plainHeaders, 'cache-control': 'private, max-age=3600', 'content-type': 'application/json' }
  return new Response(await readPeaks(actor, params.id), { headers })
})
