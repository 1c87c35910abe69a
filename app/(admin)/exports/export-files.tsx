'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { formatBytes, formatCount } from '@/components/admin/numbers'
import { Button, buttonClasses } from '@/components/ui/button'
import type { ExportView } from '@/lib/server/exports/read-export'

const shownAtFirst = 12

/** Each file to download, with its digest. */
export function ExportFiles({ view }: { view: ExportView }) {
  const [all, setAll] = useState(false)
  if (view.state === 'done' && view.files.length === 0)
    return <p className="text-muted text-xs">Its files were deleted. The record stays.</p>
  if (view.files.length === 0) return null
  const shown = all ? view.files : view.files.slice(0, shownAtFirst)
  return (
    <ul aria-label="Files" className="flex flex-wrap gap-2">
      {shown.map(({ name, bytes, sha256 }) => (
        <li key={name} className="min-w-0">
          <a
            href={`/api/v1/exports/${view.id}/files/${name.split('/').map(encodeURIComponent).join('/')}`}
            download={name.split('/').at(-1)}
            title={sha256 === null ? name : `${name}\nsha256 ${sha256}`}
            className={buttonClasses({ size: 'small' })}
          >
            <Download aria-hidden="true" className="size-4" strokeWidth={1.75} />
            <span className="max-w-60 truncate">{name}</span>
            <span className="font-normal text-muted">{formatBytes(bytes)}</span>
          </a>
        </li>
      ))}
      {view.files.length > shown.length ? (
        <li>
          <Button variant="ghost" size="small" onPress={() => setAll(true)}>
            All {formatCount(view.files.length)} files
          </Button>
        </li>
      ) : null}
    </ul>
  )
}
