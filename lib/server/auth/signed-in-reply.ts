import 'server-only'
import { plainHeaders } from '@/lib/server/http/problem'
import { sessionCookie } from './session-cookie'

/** The reply of set-up and of an accepted invitation: the person is signed in at once. */
export function signedInReply(userId: string, sessionToken: string): Response {
  return Response.json(
    { userId },
    { status: 201, headers: { ...plainHeaders, 'set-cookie': sessionCookie(sessionToken) } },
  )
}
