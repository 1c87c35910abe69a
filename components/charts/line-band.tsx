import { Area, LinePath } from '@visx/shape'
import { scaleLinear, scaleUtc } from 'd3-scale'
import { formatShare } from '@/components/ui/interval-bar'
import { tickShare } from './tick-share'

export interface BandPoint {
  at: Date
  value: number | null
  interval: readonly [number, number] | null
  /** What the value rests on. */
  n: number
}

const width = 400
const height = 226
const widestCount = 44
const inset = { top: 14, end: 40, bottom: 40, start: 34 }

/** A value over time with its interval as a band, a target, and named events. The scale need not begin at zero. */
export function LineBand({
  points,
  target,
  events = [],
  sentence,
}: {
  points: readonly BandPoint[]
  target?: number
  events?: readonly { at: Date; label: string }[]
  sentence: string
}) {
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined) return null
  const lows = points.flatMap(({ value, interval }) => interval?.[0] ?? value ?? [])
  const lowest = Math.floor(5 * Math.min(0.8, ...lows)) / 5
  const x = scaleUtc()
    .domain([first.at, last.at])
    .range([inset.start, width - inset.end])
  const y = scaleLinear()
    .domain([lowest, 1])
    .range([height - inset.bottom, inset.top])
    .clamp(true)
  const drawn = points.filter((point) => point.value !== null)
  const banded = drawn.filter((point) => point.interval !== null)
  const spanMs = last.at.getTime() - first.at.getTime()
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={sentence}
      className="mx-auto h-auto w-full max-w-130"
    >
      {y.ticks(5).map((tick) => (
        <g key={tick}>
          <line x1={inset.start} x2={width - inset.end} y1={y(tick)} y2={y(tick)} stroke="var(--grid)" />
          <text
            x={inset.start - 8}
            y={y(tick)}
            textAnchor="end"
            dominantBaseline="central"
            fill="var(--muted)"
            fontSize={11}
          >
            {tickShare(tick)}
          </text>
        </g>
      ))}
      {x.ticks(4).map((tick) => (
        <text key={tick.getTime()} x={x(tick)} y={height - 23} textAnchor="middle" fill="var(--muted)" fontSize={11}>
          {tickText(tick, spanMs)}
        </text>
      ))}
      {apart(points, x).map(({ at, n }) => (
        <text key={at.getTime()} x={x(at)} y={height - 6} textAnchor="middle" fill="var(--muted)" fontSize={10}>
          {n}
        </text>
      ))}
      <text x={0} y={height - 6} fill="var(--muted)" fontSize={10} fontStyle="italic">
        n
      </text>
      <Area
        data={[...banded]}
        x={({ at }) => x(at)}
        y0={({ interval }) => y(interval?.[0] ?? 0)}
        y1={({ interval }) => y(interval?.[1] ?? 0)}
        fill="var(--band)"
      />
      {events
        .filter(({ at }) => at >= first.at && at <= last.at)
        .map(({ at, label }) => (
          <g key={label}>
            <line x1={x(at)} x2={x(at)} y1={inset.top} y2={height - inset.bottom} stroke="var(--line-strong)" />
            <text
              x={x(at) + (x(at) > width / 2 ? -5 : 5)}
              y={inset.top + 8}
              textAnchor={x(at) > width / 2 ? 'end' : 'start'}
              fill="var(--muted)"
              fontSize={11}
            >
              {label}
            </text>
          </g>
        ))}
      {target === undefined ? null : (
        <line
          x1={inset.start}
          x2={width - inset.end}
          y1={y(target)}
          y2={y(target)}
          stroke="var(--muted)"
          strokeWidth={1.25}
          strokeDasharray="3 3"
        />
      )}
      <LinePath
        data={[...drawn]}
        x={({ at }) => x(at)}
        y={({ value }) => y(value ?? 0)}
        stroke="var(--accent)"
        strokeWidth={2}
        fill="none"
      />
      {drawn.map(({ at, value, n }, index) => (
        <circle
          key={at.getTime()}
          cx={x(at)}
          cy={y(value ?? 0)}
          r={index === drawn.length - 1 ? 4.5 : drawn.length > 30 ? 1.5 : 3}
          fill={index === drawn.length - 1 ? 'var(--accent)' : 'var(--surface)'}
          stroke="var(--accent)"
          strokeWidth={1.5}
        >
          <title>{`${formatShare(value ?? 0)}, n = ${n}`}</title>
        </circle>
      ))}
      {last.value === null ? null : (
        <text
          x={width - inset.end + 8}
          y={y(last.value)}
          dominantBaseline="central"
          fill="var(--text)"
          fontSize={12}
          fontWeight={600}
        >
          {formatShare(last.value)}
        </text>
      )}
    </svg>
  )
}

/** As many as stand side by side, the last among them. */
function apart(points: readonly BandPoint[], x: (at: Date) => number): BandPoint[] {
  const kept: BandPoint[] = []
  for (const point of points.toReversed()) {
    const next = kept.at(-1)
    if (next === undefined || x(next.at) - x(point.at) >= widestCount) kept.push(point)
  }
  return kept
}

const twoDaysMs = 2 * 24 * 60 * 60 * 1000

function tickText(at: Date, spanMs: number): string {
  const options: Intl.DateTimeFormatOptions =
    spanMs < twoDaysMs ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short' }
  return at.toLocaleString('en-GB', { ...options, timeZone: 'UTC' })
}
