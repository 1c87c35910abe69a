import { route } from '@/lib/server/http/handlers'
import {
  readQualityPolicy as readOperation,
  updateQualityPolicy as updateOperation,
} from '@/lib/server/http/schemas-quality'
import { readQualityPolicy, updateQualityPolicy } from '@/lib/server/standing/quality-policy'

export const GET = route(readOperation, (actor, { params }) => readQualityPolicy(actor, params.id))
export const PATCH = route(updateOperation, (actor, { params, body }) => updateQualityPolicy(actor, params.id, body))
