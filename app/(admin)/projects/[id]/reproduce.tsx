'use client'

import { Download, Share2 } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Dialog } from '@/components/ui/dialog'
import type { Reproduction } from '@/lib/server/agreement/reproduction'

const icon = { 'aria-hidden': true, className: 'size-4', strokeWidth: 1.75 } as const

/** How anybody gets the same digits: the long table, the command, lines of Python and R. */
export function Reproduce({ projectId, small = false }: { projectId: string; small?: boolean }) {
  const asked = useSearchParams()
  const batchId = asked.get('batch')
  const withoutStaff = asked.get('staff') === 'out'
  const [open, setOpen] = useState(false)
  const [found, setFound] = useState<Reproduction | 'reading' | 'failed'>('reading')
  const ask = async () => {
    setOpen(true)
    setFound('reading')
    const query = new URLSearchParams({
      ...(batchId === null ? {} : { batchId }),
      ...(withoutStaff ? { withoutStaff: 'true' } : {}),
    })
    try {
      const reply = await fetch(`/api/v1/projects/${projectId}/agreement/reproduce?${query}`)
      setFound(reply.ok ? await reply.json() : 'failed')
    } catch {
      setFound('failed')
    }
  }
  return (
    <>
      {small ? (
        <AriaButton
          onPress={ask}
          className="min-h-6 coarse:min-h-11 text-accent-text text-xs underline-offset-2 hover:underline"
        >
          Reproduce this
        </AriaButton>
      ) : (
        <Button variant="ghost" icon={<Share2 {...icon} />} onPress={ask} className="max-sm:hidden">
          Reproduce
        </Button>
      )}
      <Dialog isOpen={open} onOpenChange={setOpen} title="Reproduce the agreement" width={720}>
        {found === 'reading' ? <p role="status">Reading how…</p> : null}
        {found === 'failed' ? (
          <p role="alert">The lines could not be read. Nothing is lost: close this and open it again.</p>
        ) : null}
        {typeof found === 'string' ? null : <Ways found={found} />}
      </Dialog>
    </>
  )
}

function Ways({ found: { table, commands, python, r, alpha, note } }: { found: Reproduction }) {
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted">
        Download the long table, then run any of these beside it.{' '}
        {alpha === null ? 'Krippendorff’s α is not defined here.' : `Krippendorff’s α should be ${alpha}.`}
      </p>
      <ButtonLink href={table.url} download={table.file} icon={<Download {...icon} />} className="self-start">
        Download {table.file}
      </ButtonLink>
      <Lines title="Command" lines={commands.map(({ line }) => line)} />
      <Lines title="Python" lines={python} />
      <Lines title="R" lines={r} />
      {r.some((line) => line.includes('system2(')) ? (
        <p className="text-muted text-xs">
          R asks the command here: we know no R package for this distance that we could vouch for. The lines of Python
          compute it themselves.
        </p>
      ) : null}
      {note === null ? null : <p className="text-muted text-xs">{note}</p>}
    </div>
  )
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <section aria-label={title} className="flex flex-col gap-1.5">
      <h3 className="font-medium text-muted text-xs">{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: lines that scroll sideways must be reachable by key */}
      <pre tabIndex={0} dir="ltr" className="overflow-x-auto rounded-control bg-sunken p-3 font-mono text-xs">
        {lines.join('\n')}
      </pre>
    </section>
  )
}
