'use client'

import { ChartColumn, Download, Table2 } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { Menu, MenuItem } from '@/components/ui/menu'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { type ChartTable, chartCsv } from './chart-table'
import { saveAs, standaloneSvg } from './save-svg'

const icon = { 'aria-hidden': true, className: 'size-4', strokeWidth: 1.75 } as const

/** A chart with its title, its caption, its table twin and its downloads. `children` is the chart, drawn on the server. */
export function ChartFrame({
  title,
  aside,
  caption,
  table,
  className,
  children,
}: {
  title: string
  /** Method or scale, beside the title. */
  aside?: string
  /** Two lines at most: method, n, what it means. */
  caption: ReactNode
  table: ChartTable
  className?: string
  children: ReactNode
}) {
  const [asTable, setAsTable] = useState(false)
  const [read, setRead] = useState<number | null>(null)
  const drawing = useRef<HTMLDivElement>(null)
  const readOn = (event: KeyboardEvent) => {
    const next = rowAfter(event.key, read, table.rows.length)
    if (next === undefined) return
    event.preventDefault()
    setRead(next)
  }
  const file = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  const saveSvg = () => {
    const svg = drawing.current?.querySelector('svg')
    if (svg) saveAs(`${file}.svg`, 'image/svg+xml', standaloneSvg(svg))
  }
  return (
    <section
      aria-label={title}
      className={cn('flex min-w-0 flex-col rounded-card border border-line bg-surface', className)}
    >
      <div className="flex min-h-11 flex-wrap items-center gap-x-2 ps-4 pe-2 sm:flex-nowrap">
        <h2 className="min-w-0 truncate max-sm:grow">{title}</h2>
        <span className="truncate text-muted text-xs max-sm:order-last max-sm:w-full max-sm:pb-2 sm:ms-auto">
          {aside}
        </span>
        <Button
          variant="ghost"
          size="small"
          iconOnly
          aria-pressed={asTable}
          aria-label={`${title} as a table`}
          onPress={() => setAsTable(!asTable)}
        >
          {asTable ? <ChartColumn {...icon} /> : <Table2 {...icon} />}
        </Button>
        <Menu
          label={`Download ${title}`}
          trigger={
            <Button variant="ghost" size="small" iconOnly aria-label={`Download ${title}`}>
              <Download {...icon} />
            </Button>
          }
        >
          <MenuItem onAction={saveSvg}>Picture (SVG)</MenuItem>
          <MenuItem onAction={() => saveAs(`${file}.csv`, 'text/csv', chartCsv(table))}>Numbers (CSV)</MenuItem>
        </Menu>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's */}
      <div
        ref={drawing}
        role="group"
        aria-label={`${title}: arrow keys read its numbers`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its numbers are read by keys
        tabIndex={0}
        onKeyDown={readOn}
        onBlur={() => setRead(null)}
        className={cn('grow rounded-control px-4 pb-1', asTable && 'hidden')}
      >
        {children}
        <p role="status" className={cn('min-h-5 text-xs tabular', read === null && 'sr-only')}>
          {read === null ? '' : inWords(table, read)}
        </p>
      </div>
      {asTable ? <Twin title={title} table={table} /> : null}
      <p className="px-4 pt-1 pb-3.5 text-muted text-xs text-pretty">{caption}</p>
    </section>
  )
}

/** Which row of the numbers a key leads to; null: none any more; undefined: the key means nothing here. */
function rowAfter(key: string, now: number | null, rows: number): number | null | undefined {
  if (rows === 0) return undefined
  if (key === 'ArrowRight' || key === 'ArrowDown') return now === null ? 0 : Math.min(now + 1, rows - 1)
  if (key === 'ArrowLeft' || key === 'ArrowUp') return now === null ? rows - 1 : Math.max(now - 1, 0)
  if (key === 'Home') return 0
  if (key === 'End') return rows - 1
  return key === 'Escape' && now !== null ? null : undefined
}

/** 'Positive: neutral 3, negative 1' */
function inWords({ columns, rows }: ChartTable, row: number): string {
  const [name, ...cells] = rows[row] ?? []
  return `${name ?? 'not defined'}: ${cells.map((cell, index) => `${columns[index + 1] ?? ''} ${cell ?? 'not defined'}`).join(', ')}`
}

function Twin({ title, table: { columns, rows } }: { title: string; table: ChartTable }) {
  const isNumeric = (column: number) => rows.every((row) => typeof row[column] !== 'string')
  return (
    <div className="max-h-80 grow overflow-y-auto">
      <Table label={`${title}, table`}>
        <TableHead>
          <TableRow>
            {columns.map((column, index) => (
              <TableHeader key={column} end={isNumeric(index)}>
                {column}
              </TableHeader>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.join(' ')}>
              {row.map((cell, index) => (
                <TableCell key={columns[index]} end={isNumeric(index)} className="h-8 whitespace-nowrap">
                  {cell ?? '–'}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
