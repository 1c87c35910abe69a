import { scaleQuantize } from 'd3-scale'
import { cut } from './cut'

export interface HeatCell {
  /** Where the cell lies on the ramp, 0 to 1; null: nothing to show. */
  share: number | null
  /** The number in the cell. */
  text: string
  /** A second line: its n. */
  detail?: string
  /** Below a limit: an amber outline, not another hue. */
  marked?: boolean
}

const step = scaleQuantize<number>().domain([0, 1]).range([0, 1, 2, 3, 4, 5])
const cellHeight = 40
const head = 26
const gap = 2
const width = 360
const side = 100

/** Rows against columns; each cell has its colour and its number. */
export function HeatMap({
  rows,
  columns,
  heads,
  cells,
  sentence,
}: {
  rows: readonly string[]
  columns: readonly string[]
  /** What stands over the columns where their names have no room. */
  heads?: readonly string[]
  cells: readonly (readonly HeatCell[])[]
  sentence: string
}) {
  const cellWidth = (width - side) / Math.max(1, columns.length)
  const letters = Math.max(2, Math.floor(cellWidth / 7))
  const tooLong = columns.some((column) => [...column].length > letters)
  const height = head + rows.length * cellHeight
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={sentence}
      className="mx-auto h-auto w-full max-w-115 text-xs"
    >
      {columns.map((column, x) => (
        <text
          key={column}
          x={side + (x + 0.5) * cellWidth}
          y={head - 10}
          textAnchor="middle"
          fill="var(--muted)"
          fontSize={11}
        >
          <title>{column}</title>
          {(tooLong ? heads?.[x] : undefined) ?? cut(column, letters)}
        </text>
      ))}
      {rows.map((row, y) => (
        <g key={row} transform={`translate(0 ${head + y * cellHeight})`}>
          <text
            x={side - 10}
            y={cellHeight / 2}
            textAnchor="end"
            dominantBaseline="central"
            fill="var(--muted)"
            fontSize={11}
          >
            <title>{row}</title>
            {cut(row, 15)}
          </text>
          {columns.map((column, x) => (
            <Cell key={column} cell={cells[y]?.[x]} x={side + x * cellWidth} width={cellWidth} />
          ))}
        </g>
      ))}
    </svg>
  )
}

function Cell({ cell, x, width: wide }: { cell: HeatCell | undefined; x: number; width: number }) {
  const level = cell?.share == null ? null : step(Math.min(1, Math.max(0, cell.share)))
  const ink = level === null ? 'var(--faint)' : `var(--on-seq-${level})`
  const middle = x + wide / 2
  const detail = cell?.detail !== undefined && cell.detail.length * 5.5 <= wide ? cell.detail : undefined
  return (
    <g>
      <rect
        x={x + gap / 2}
        y={gap / 2}
        width={Math.max(0, wide - gap)}
        height={cellHeight - gap}
        rx={4}
        fill={level === null ? 'var(--sunken)' : `var(--seq-${level})`}
        stroke={cell?.marked ? 'var(--warn)' : 'none'}
        strokeWidth={1.5}
      />
      {cell && level !== null ? (
        <text
          x={middle}
          y={cellHeight / 2 - (detail ? 6 : 0)}
          textAnchor="middle"
          dominantBaseline="central"
          fill={ink}
          fontSize={12}
        >
          {cell.text}
        </text>
      ) : null}
      {detail && level !== null ? (
        <text x={middle} y={cellHeight / 2 + 9} textAnchor="middle" dominantBaseline="central" fill={ink} fontSize={10}>
          {detail}
        </text>
      ) : null}
    </g>
  )
}
