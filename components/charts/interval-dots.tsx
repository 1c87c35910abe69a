import { scaleLinear } from 'd3-scale'
import { cut } from './cut'
import { tickShare } from './tick-share'

export interface IntervalDot {
  name: string
  value: number | null
  interval: readonly [number, number] | null
  /** Beside the name: its n, or a word of its own. */
  n: number | string
  marked?: boolean
}

const width = 360
const side = 136
const row = 36

/** One row each: a dot with its interval on a shared scale, which need not begin at zero. */
export function IntervalDots({
  dots,
  domain = [0, 1],
  target,
  sentence,
}: {
  dots: readonly IntervalDot[]
  domain?: readonly [number, number]
  target?: number
  sentence: string
}) {
  const scale = scaleLinear()
    .domain([...domain])
    .range([side + 8, width - 12])
    .clamp(true)
  const bottom = dots.length * row + 6
  return (
    <svg
      viewBox={`0 0 ${width} ${bottom + 22}`}
      role="img"
      aria-label={sentence}
      className="mx-auto h-auto w-full max-w-115"
    >
      {scale.ticks(5).map((tick) => (
        <g key={tick}>
          <line x1={scale(tick)} x2={scale(tick)} y1={0} y2={bottom} stroke="var(--grid)" />
          <text x={scale(tick)} y={bottom + 15} textAnchor="middle" fill="var(--muted)" fontSize={11}>
            {tickShare(tick)}
          </text>
        </g>
      ))}
      {target === undefined ? null : (
        <line
          x1={scale(target)}
          x2={scale(target)}
          y1={0}
          y2={bottom}
          stroke="var(--muted)"
          strokeWidth={1.5}
          strokeDasharray="3 3"
        />
      )}
      {dots.map((dot, index) => (
        <g key={dot.name} transform={`translate(0 ${index * row + row / 2})`}>
          <text x={0} y={0} dominantBaseline="central" fill="var(--text)" fontSize={12}>
            <title>{dot.name}</title>
            {cut(dot.name, 15)}
          </text>
          <text x={side - 6} y={0} textAnchor="end" dominantBaseline="central" fill="var(--muted)" fontSize={11}>
            {dot.n}
          </text>
          {dot.interval ? (
            <line
              x1={scale(dot.interval[0])}
              x2={scale(dot.interval[1])}
              y1={0}
              y2={0}
              stroke={dot.marked ? 'var(--warn)' : 'var(--accent-line)'}
              strokeWidth={4}
              strokeLinecap="round"
            />
          ) : null}
          {dot.value === null ? (
            <text x={side + 12} y={0} dominantBaseline="central" fill="var(--muted)" fontSize={11}>
              not defined
            </text>
          ) : (
            <circle
              cx={scale(dot.value)}
              cy={0}
              r={4.5}
              fill="var(--accent)"
              stroke="var(--surface)"
              strokeWidth={1.5}
            />
          )}
        </g>
      ))}
    </svg>
  )
}
