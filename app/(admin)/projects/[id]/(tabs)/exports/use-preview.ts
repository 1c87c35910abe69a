'use client'

import { useEffect, useState } from 'react'
import { answerOf } from '@/components/admin/use-action'
import type { ExportOptions } from '@/lib/server/exports/export-options'
import type { ExportPreview } from '@/lib/server/exports/preview-export'
import { previewExportAction } from '../../../../exports/actions'

export type PreviewState =
  | { is: 'loading' }
  | { is: 'shown'; preview: ExportPreview }
  | { is: 'refused'; message: string; field: string | null }

const restMs = 300

/** What the choices give, looked at again as soon as they rest. The last look stays while the next one comes; then `isFresh` is false. */
export function usePreview(projectId: string, options: ExportOptions, isWanted: boolean) {
  const [found, setFound] = useState<{ of: string; state: PreviewState }>({ of: '', state: { is: 'loading' } })
  const written = JSON.stringify(options)
  useEffect(() => {
    if (!isWanted) return
    let gone = false
    const timer = setTimeout(async () => {
      const reply = await answerOf(previewExportAction, { projectId, options: JSON.parse(written) })
      if (!gone) setFound({ of: written, state: stateOf(reply) })
    }, restMs)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [projectId, written, isWanted])
  return { state: found.state, isFresh: found.of === written }
}

function stateOf(reply: Awaited<ReturnType<typeof answerOf<ExportPreview>>>): PreviewState {
  if (reply.ok) return { is: 'shown', preview: reply.value }
  const { detail, field } = reply.problem
  return { is: 'refused', message: detail, field: typeof field === 'string' ? field.replace(/^options\./, '') : null }
}
