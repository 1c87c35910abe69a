'use client'

import { ChevronDown, ChevronRight } from 'lucide-react'
import { Fragment, useState, useSyncExternalStore } from 'react'
import { Moment } from '@/components/admin/moment'
import { phoneRow } from '@/components/admin/phone-row'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'

export interface AuditRow {
  seq: number
  at: string
  who: string
  via: string | null
  what: string
  thing: string
  detail: unknown
  hash: string
}

const never = () => () => undefined

/** A sentence a row under its day; the values stand below it when it is opened. */
export function AuditDays({ rows }: { rows: readonly AuditRow[] }) {
  const [open, setOpen] = useState<number | null>(null)
  const here = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const dayOf = (at: string) => (here ? new Date(at).toDateString() : at.slice(0, 10))
  return (
    <Table label="Audit log, table">
      <TableHead className="max-sm:sr-only">
        <TableRow>
          <TableHeader>Time</TableHeader>
          <TableHeader>Who</TableHeader>
          <TableHeader>What</TableHeader>
          <TableHeader end>Values</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row, index) => {
          const before = rows[index - 1]
          return (
            <Fragment key={row.seq}>
              {before === undefined || dayOf(before.at) !== dayOf(row.at) ? (
                <TableRow className="bg-bg">
                  <TableCell colSpan={4} className="h-8 text-muted text-xs">
                    <Moment iso={row.at} as="day" />
                  </TableCell>
                </TableRow>
              ) : null}
              <EntryRow row={row} isOpen={open === row.seq} toggle={() => setOpen(open === row.seq ? null : row.seq)} />
            </Fragment>
          )
        })}
      </TableBody>
    </Table>
  )
}

function EntryRow({ row, isOpen, toggle }: { row: AuditRow; isOpen: boolean; toggle(): void }) {
  const Chevron = isOpen ? ChevronDown : ChevronRight
  return (
    <>
      <TableRow chosen={isOpen} className={phoneRow}>
        <TableCell className="font-mono text-muted text-xs max-sm:order-2">
          <Moment iso={row.at} as="time" />
        </TableCell>
        <TableCell className="max-sm:order-1">
          <span className="flex items-center gap-2.5">
            <Avatar name={row.who} />
            <span className="max-w-52 truncate">
              {row.who}
              {row.via ? <span className="text-muted"> {row.via}</span> : null}
            </span>
          </span>
        </TableCell>
        <TableCell className="w-full py-1.5 max-sm:order-3">
          <span className="text-muted">{row.what}</span> <bdi className="wrap-anywhere font-medium">{row.thing}</bdi>
        </TableCell>
        <TableCell end className="max-sm:order-4">
          <Button
            variant="ghost"
            size="small"
            iconOnly
            aria-expanded={isOpen}
            aria-label={`Values of entry ${row.seq}`}
            onPress={toggle}
          >
            <Chevron aria-hidden="true" className="flip-rtl size-4" strokeWidth={1.75} />
          </Button>
        </TableCell>
      </TableRow>
      {isOpen ? (
        <TableRow>
          <TableCell colSpan={4} className="py-3">
            <pre className="overflow-x-auto rounded-control border border-line bg-sunken px-3 py-2 font-mono text-xs leading-5">
              {JSON.stringify(row.detail, null, 2)}
              {`\nentry ${row.seq}, hash ${row.hash}`}
            </pre>
          </TableCell>
        </TableRow>
      ) : null}
    </>
  )
}
