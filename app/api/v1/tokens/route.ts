import { route } from '@/lib/server/http/handlers'
import { createToken as createOperation, listTokens as listOperation } from '@/lib/server/http/schemas-people'
import { createToken, listTokens } from '@/lib/server/tokens/tokens'

export const GET = route(listOperation, async (actor) => ({ tokens: await listTokens(actor) }))
export const POST = route(createOperation, (actor, { body }) => createToken(actor, body))
