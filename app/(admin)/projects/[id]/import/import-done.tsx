'use client'

import { Check } from 'lucide-react'
import { Card } from '@/components/admin/card'
import { countOf } from '@/components/admin/numbers'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { DoneState } from '@/components/ui/states'
import type { FileReport } from './import-reply'

export function ImportDone({ projectId, report, onAgain }: { projectId: string; report: FileReport; onAgain(): void }) {
  return (
    <Card>
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
    </Card>
  )
}
