'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/lib/server/http/handlers'
import { idSchema } from '@/lib/server/http/schemas'
import * as operations from '@/lib/server/http/schemas-people'
import { inviteUser, newPasswordLink, revokeInvitation } from '@/lib/server/invitations/invitations'
import { changeUser, endSessions } from '@/lib/server/users/users'
import { bodyOf } from '../body-of'

const person = z.strictObject({ id: idSchema })

export const inviteAction = action(bodyOf(operations.invite), async (actor, invited) => {
  const invitation = await inviteUser(actor, invited)
  revalidatePath('/people', 'layout')
  return invitation
})

export const revokeInvitationAction = action(person, async (actor, { id }) => {
  await revokeInvitation(actor, id)
  revalidatePath('/people', 'layout')
})

export const changeUserAction = action(
  z.strictObject({ id: idSchema, change: bodyOf(operations.changeUser) }),
  async (actor, { id, change }) => {
    await changeUser(actor, id, change)
    revalidatePath('/people')
  },
)

export const newPasswordAction = action(person, (actor, { id }) => newPasswordLink(actor, id))

export const endSessionsAction = action(person, async (actor, { id }) => {
  await endSessions(actor, id)
  revalidatePath('/people')
})
