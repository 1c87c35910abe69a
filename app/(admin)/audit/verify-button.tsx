'use client'

import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { countOf } from '@/components/admin/numbers'
import { useAction } from '@/components/admin/use-action'
import { Button } from '@/components/ui/button'
import { verifyAuditAction } from './actions'

/** Walks the chain of hashes and says whether an entry was changed, removed or put in. */
export function VerifyButton() {
  const [verdict, setVerdict] = useState<{ intact: boolean; words: string } | null>(null)
  const { run, isSending, refusal } = useAction(verifyAuditAction, (found) =>
    setVerdict({
      intact: found.intact,
      words: found.intact
        ? `Intact: ${countOf(found.events, 'entry', 'entries')}, head ${found.head.slice(0, 10)}…`
        : `Broken${found.brokenAt === null ? '' : ` at entry ${found.brokenAt}`}. ${found.reason}`,
    }),
  )
  return (
    <>
      <span role="status" className={verdict === null || verdict.intact ? 'text-muted' : 'text-danger-text'}>
        {verdict?.words ?? refusal?.message ?? ''}
      </span>
      <Button
        waiting={isSending}
        icon={<ShieldCheck aria-hidden="true" className="size-4" strokeWidth={1.75} />}
        onPress={() => void run({})}
      >
        Verify the chain
      </Button>
    </>
  )
}
