import 'server-only'
import { cache } from 'react'
import { type Glance, glance } from '@/lib/server/agreement/glance'
import { type ProjectAgreement, projectAgreement } from '@/lib/server/agreement/project-agreement'
import { currentActor } from '@/lib/server/auth/current-actor'
import { listBatches } from '@/lib/server/batches/batches'

/** A page does not wait longer for what is measured in the background. */
const patienceMs = 300

/** Agreement of a project or a batch with its interval, read once a request. */
export const agreementOf = cache(
  async (projectId: string, batchId: string | null, withoutStaff = false): Promise<ProjectAgreement> =>
    projectAgreement(await currentActor(), projectId, { batchId, bootstrap: 'usual', withoutStaff, patienceMs }),
)

/** Its headline alone, for lists. */
export const glanceOf = cache(
  async (projectId: string, batchId: string | null): Promise<Glance | null> =>
    glance(await currentActor(), projectId, batchId),
)

export const batchesOf = cache(async (projectId: string) => listBatches(await currentActor(), projectId))
