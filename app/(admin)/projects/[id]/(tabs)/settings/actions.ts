'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/lib/server/http/handlers'
import { idSchema } from '@/lib/server/http/schemas'
import * as operations from '@/lib/server/http/schemas-projects'
import { addMember, removeMember } from '@/lib/server/projects/members'
import { bodyOf } from '../../../../body-of'

export const addMemberAction = action(
  z.strictObject({ projectId: idSchema, member: bodyOf(operations.addMember) }),
  async (actor, { projectId, member }) => {
    await addMember(actor, projectId, member)
    revalidatePath(`/projects/${projectId}/settings`)
  },
)

export const removeMemberAction = action(
  z.strictObject({ projectId: idSchema, userId: idSchema }),
  async (actor, { projectId, userId }) => {
    await removeMember(actor, projectId, userId)
    revalidatePath(`/projects/${projectId}/settings`)
  },
)
