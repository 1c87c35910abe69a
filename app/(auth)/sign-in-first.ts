import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { UserActor } from '@/lib/server/access/actor'
import { currentActor } from '@/lib/server/auth/current-actor'
import { pageHeader } from '@/lib/server/http/page-header'

/** Who looks at this page. Somebody signed out signs in first, and comes back to the page they asked for. */
export async function signInFirst(): Promise<UserActor> {
  const actor = await currentActor()
  if (actor.kind === 'user') return actor
  redirect(signInPath((await headers()).get(pageHeader)))
}

/** Next asks for parts of a page under the page's address and a mark of its own. */
function signInPath(page: string | null): string {
  const [path = '', query] = (page ?? '').split('?')
  const asked = new URLSearchParams(query)
  asked.delete('_rsc')
  const back = asked.size > 0 ? `${path}?${asked}` : path
  return back === '' || back === '/' ? '/sign-in' : `/sign-in?callbackUrl=${encodeURIComponent(back)}`
}
