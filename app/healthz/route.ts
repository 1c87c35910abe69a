/** The process answers. Nothing about it is told. */
export function GET(): Response {
  return new Response('ok\n', { headers: { 'cache-control': 'no-store', 'content-type': 'text/plain' } })
}

export const dynamic = 'force-dynamic'
