interface Day {
  /** 2026-11-24 */
  day: string
  answers: number
}

const height = 24
const bar = 8
const gap = 3

/** A bar a day in the room of a word; `sentence` says the same. A day without answers keeps a line. */
export function DayBars({ days, sentence }: { days: readonly Day[]; sentence: string }) {
  const most = Math.max(1, ...days.map(({ answers }) => answers))
  const width = days.length * (bar + gap) - gap
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={sentence}
      className="shrink-0"
    >
      {days.map(({ day, answers }, index) => {
        const tall = answers === 0 ? 1 : Math.max(2, (height * answers) / most)
        return (
          <rect
            key={day}
            x={index * (bar + gap)}
            y={height - tall}
            width={bar}
            height={tall}
            rx={1}
            fill={answers === 0 ? 'var(--line-strong)' : 'var(--accent)'}
          />
        )
      })}
    </svg>
  )
}
