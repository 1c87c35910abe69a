import { scaleLinear } from 'd3-scale'
import { cut } from './cut'

export interface CategoryCount {
  name: string
  n: number
}

const width = 360
const bar = 24

/** How often each of a few things was chosen: a bar each from zero, with its number and share. */
export function CategoryBars({ parts, sentence }: { parts: readonly CategoryCount[]; sentence: string }) {
  const total = parts.reduce((sum, { n }) => sum + n, 0)
  const scale = scaleLinear()
    .domain([0, Math.max(1, ...parts.map(({ n }) => n))])
    .range([0, width - 195])
  return (
    <svg
      viewBox={`0 0 ${width} ${parts.length * (bar + 8) + 4}`}
      role="img"
      aria-label={sentence}
      className="mx-auto h-auto w-full max-w-115"
    >
      {parts.map(({ name, n }, index) => (
        <g key={name} transform={`translate(0 ${index * (bar + 8) + 4})`}>
          <text x={0} y={bar / 2} dominantBaseline="central" fill="var(--text)" fontSize={12}>
            <title>{name}</title>
            {cut(name, 15)}
          </text>
          <rect x={110} y={2} width={Math.max(1, scale(n))} height={bar - 4} rx={3} fill="var(--accent)" />
          <text x={116 + scale(n)} y={bar / 2} dominantBaseline="central" fill="var(--muted)" fontSize={11}>
            {n}
            {total > 0 ? ` · ${Math.round((100 * n) / total)} %` : ''}
          </text>
        </g>
      ))}
    </svg>
  )
}
