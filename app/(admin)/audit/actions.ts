'use server'

import { z } from 'zod'
import { verifyAudit } from '@/lib/server/audit/read-audit'
import { action } from '@/lib/server/http/handlers'

export const verifyAuditAction = action(z.strictObject({}), (actor) => verifyAudit(actor))
