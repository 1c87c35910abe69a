'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/lib/server/http/handlers'
import { idSchema } from '@/lib/server/http/schemas'
import * as operations from '@/lib/server/http/schemas-quality'
import { updateQualityPolicy } from '@/lib/server/standing/quality-policy'
import { setStanding } from '@/lib/server/standing/set-standing'
import { bodyOf } from '../../../../body-of'

export const setStandingAction = action(
  z.strictObject({ projectId: idSchema, labelerId: idSchema, standing: bodyOf(operations.setStanding) }),
  async (actor, { projectId, labelerId, standing }) => {
    await setStanding(actor, projectId, labelerId, standing.state, standing.reason)
    revalidatePath(`/projects/${projectId}`, 'layout')
  },
)

export const updateQualityPolicyAction = action(
  z.strictObject({ projectId: idSchema, change: bodyOf(operations.updateQualityPolicy) }),
  async (actor, { projectId, change }) => {
    await updateQualityPolicy(actor, projectId, change)
    revalidatePath(`/projects/${projectId}`, 'layout')
  },
)
