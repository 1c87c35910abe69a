import 'server-only'
import { cache } from 'react'
import { type ProjectAgreement, projectAgreement } from '@/lib/server/agreement/project-agreement'
import { currentActor } from '@/lib/server/auth/current-actor'
import { listBatches } from '@/lib/server/batches/batches'

/** Above so many answers the pages show the analytic interval, or none: resampling would hold up everyone else. */
const mostResampled = 20_000
const resamples = 500

/** Agreement of a project or a batch with its interval, read once a request. */
export const agreementOf = cache(async (projectId: string, batchId: string | null): Promise<ProjectAgreement> => {
  const batches = await batchesOf(projectId)
  const answers = batches.reduce((sum, { progress }) => sum + progress.submitted, 0)
  const bootstrap = answers > mostResampled ? 0 : resamples
  return projectAgreement(await currentActor(), projectId, { batchId, bootstrap })
})

export const batchesOf = cache(async (projectId: string) => listBatches(await currentActor(), projectId))
