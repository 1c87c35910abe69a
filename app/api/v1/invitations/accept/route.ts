import { signedInReply } from '@/lib/server/auth/signed-in-reply'
import { route } from '@/lib/server/http/handlers'
import { acceptInvitation as operation } from '@/lib/server/http/schemas-people'
import { acceptInvitation } from '@/lib/server/invitations/invitations'

export const POST = route(operation, async (actor, { body }) => {
  const { userId, sessionToken } = await acceptInvitation(actor, body)
  return signedInReply(userId, sessionToken)
})
