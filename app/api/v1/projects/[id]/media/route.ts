import { route } from '@/lib/server/http/handlers'
import { receiveMedia } from '@/lib/server/http/receive-media'
import { uploadMedia } from '@/lib/server/http/schemas-data'

export const POST = route(uploadMedia, async (actor, { params }, incoming) => ({
  media: await receiveMedia(actor, params.id, incoming),
}))
