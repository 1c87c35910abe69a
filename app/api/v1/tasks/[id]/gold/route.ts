import { removeGold, setGold } from '@/lib/server/gold/set-gold'
import { route } from '@/lib/server/http/handlers'
import { removeGold as removeOperation, setGold as setOperation } from '@/lib/server/http/schemas-quality'

export const PUT = route(setOperation, (actor, { params, body }) => setGold(actor, params.id, body.gold))
export const DELETE = route(removeOperation, (actor, { params }) => removeGold(actor, params.id))
