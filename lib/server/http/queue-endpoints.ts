import 'server-only'
import { claimNext } from '@/lib/server/queue/claim'
import { saveDraft as storeDraft } from '@/lib/server/queue/draft'
import { renewLease as renew } from '@/lib/server/queue/lease'
import { submitAnnotation as submit } from '@/lib/server/queue/submit'
import { endpoint } from './endpoint'
import { claim, renewLease, saveDraft, submitAnnotation } from './schemas-queue'

// The calls labelers make all day: answered by bin/serve before Next sees them, and by route handlers under `next dev`.

export const claimEndpoint = endpoint(claim, async (actor, { body }) => ({ assignments: await claimNext(actor, body) }))

export const submitEndpoint = endpoint(submitAnnotation, (actor, { params, body }) => submit(actor, params.id, body))

export const draftEndpoint = endpoint(saveDraft, (actor, { params, body }) => storeDraft(actor, params.id, body))

export const renewEndpoint = endpoint(renewLease, (actor, { params }) => renew(actor, params.id))
