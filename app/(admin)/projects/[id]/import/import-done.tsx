'use client'

import { Check } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Card } from '@/components/admin/card'
import { countOf } from '@/components/admin/numbers'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { DoneState } from '@/components/ui/states'
import type { FileReport } from './import-reply'

export function ImportDone({ projectId, report, onAgain }: { projectId: string; report: FileReport; onAgain(): void }) {
  const place = useRef<HTMLDivElement>(null)
  // The button that was pressed is gone: who reads with ears is led to what became of it.
  useEffect(() => place.current?.focus(), [])
  return (
    <Card>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's */}
      <div ref={place} role="group" aria-label="Import done" tabIndex={-1} className="outline-none">
        <DoneState
          icon={<Check aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
          title={`${countOf(report.imported, 'task')} imported`}
          actions={
            <>
              <ButtonLink href={`/projects/${projectId}`} variant="ink">
                Open the project
              </ButtonLink>
              <Button variant="ghost" onPress={onAgain}>
                Import another file
              </Button>
            </>
          }
        >
          {report.rejectedCount > 0 ? `${countOf(report.rejectedCount, 'line')} with errors were left out. ` : ''}
          People who may label this batch find it in their queues now.
        </DoneState>
      </div>
    </Card>
  )
}
