import { signedInReply } from '@/lib/server/auth/signed-in-reply'
import { route } from '@/lib/server/http/handlers'
import { setUp } from '@/lib/server/http/schemas-people'
import { createFirstAdmin } from '@/lib/server/setup/first-admin'

export const POST = route(setUp, async (actor, { body }) => {
  const { userId, sessionToken } = await createFirstAdmin(actor, body)
  return signedInReply(userId, sessionToken)
})
