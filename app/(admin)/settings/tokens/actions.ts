'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/lib/server/http/handlers'
import { idSchema } from '@/lib/server/http/schemas'
import * as operations from '@/lib/server/http/schemas-people'
import { createToken, revokeToken } from '@/lib/server/tokens/tokens'
import { bodyOf } from '../../body-of'

export const createTokenAction = action(bodyOf(operations.createToken), async (actor, wanted) => {
  const { token } = await createToken(actor, wanted)
  revalidatePath('/settings/tokens')
  return { token }
})

export const revokeTokenAction = action(z.strictObject({ id: idSchema }), async (actor, { id }) => {
  await revokeToken(actor, id)
  revalidatePath('/settings/tokens')
})
