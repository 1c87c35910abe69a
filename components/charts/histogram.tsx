import { scaleLinear } from 'd3-scale'

export interface HistogramBin {
  from: number
  to: number
  n: number
}

const width = 360
const height = 190
const inset = { top: 10, bottom: 24, start: 34 }

/** How many in each bin, from zero. Bins lie side by side in equal width, whatever their scale; `labelOf` names their edges. */
export function Histogram({
  bins,
  labelOf,
  sentence,
}: {
  bins: readonly HistogramBin[]
  labelOf(edge: number): string
  sentence: string
}) {
  const largest = Math.max(1, ...bins.map(({ n }) => n))
  const y = scaleLinear()
    .domain([0, largest])
    .range([height - inset.bottom, inset.top])
  const wide = (width - inset.start) / Math.max(1, bins.length)
  const every = Math.max(1, Math.ceil(bins.length / 7))
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={sentence}
      className="mx-auto h-auto w-full max-w-115"
    >
      {y
        .ticks(4)
        .filter(Number.isInteger)
        .map((tick) => (
          <g key={tick}>
            <line x1={inset.start} x2={width} y1={y(tick)} y2={y(tick)} stroke="var(--grid)" />
            <text
              x={inset.start - 8}
              y={y(tick)}
              textAnchor="end"
              dominantBaseline="central"
              fill="var(--muted)"
              fontSize={11}
            >
              {tick}
            </text>
          </g>
        ))}
      {bins.map(({ from, n }, index) => (
        <g key={from}>
          <rect
            x={inset.start + index * wide + 1}
            y={y(n)}
            width={Math.max(1, wide - 2)}
            height={height - inset.bottom - y(n)}
            rx={2}
            fill="var(--accent)"
          />
          {index % every === 0 ? (
            <text x={inset.start + index * wide} y={height - 7} textAnchor="middle" fill="var(--muted)" fontSize={11}>
              {labelOf(from)}
            </text>
          ) : null}
        </g>
      ))}
    </svg>
  )
}
