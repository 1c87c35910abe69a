'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/lib/server/http/handlers'
import { idSchema } from '@/lib/server/http/schemas'
import * as operations from '@/lib/server/http/schemas-projects'
import { createProject, deleteProject, publishGuidelines, updateProject } from '@/lib/server/projects/projects'
import { bodyOf } from '../body-of'

export const createProjectAction = action(bodyOf(operations.createProject), async (actor, given) => {
  const { id } = await createProject(actor, given)
  revalidatePath('/projects', 'layout')
  return { id }
})

export const updateProjectAction = action(
  z.strictObject({ id: idSchema, change: bodyOf(operations.updateProject) }),
  async (actor, { id, change }) => {
    await updateProject(actor, id, change)
    revalidatePath(`/projects/${id}`, 'layout')
  },
)

export const publishGuidelinesAction = action(
  z.strictObject({ id: idSchema, guidelines: bodyOf(operations.publishGuidelines) }),
  async (actor, { id, guidelines }) => {
    const published = await publishGuidelines(actor, id, guidelines)
    revalidatePath(`/projects/${id}`, 'layout')
    return published
  },
)

export const deleteProjectAction = action(z.strictObject({ id: idSchema }), async (actor, { id }) => {
  await deleteProject(actor, id)
  revalidatePath('/projects', 'layout')
})
