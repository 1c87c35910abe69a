import { cn } from './class-names'

/** A share without its leading zero: .71, −.05, 1.00; what rounds to nothing has no sign. */
export function formatShare(value: number, digits = 2): string {
  return value
    .toFixed(digits)
    .replace(/^(-?)0\./, '$1.')
    .replace(/^-(?=\.?0*$)/, '')
    .replace('-', '−')
}

/** A value with its interval on a line from `min` to `max`; the tick never hides the interval. Undefined is a sentence. */
export function IntervalBar({
  value,
  interval,
  target,
  min = 0,
  max = 1,
  label,
  undefinedBecause,
  className,
}: {
  value: number | null
  interval: readonly [number, number] | null
  /** A dotted line at the value aimed for. */
  target?: number
  min?: number
  max?: number
  /** What is measured, for the spoken sentence: 'Krippendorff’s alpha'. */
  label: string
  undefinedBecause?: string
  className?: string
}) {
  if (value === null)
    return <span className={cn('text-faint text-xs', className)}>{undefinedBecause ?? 'Not defined'}</span>
  const at = (x: number) => `${(100 * (Math.min(max, Math.max(min, x)) - min)) / (max - min)}%`
  const spoken = interval
    ? `${label} ${formatShare(value)}, interval ${formatShare(interval[0])} to ${formatShare(interval[1])}`
    : `${label} ${formatShare(value)}`
  return (
    <span role="img" aria-label={spoken} className={cn('relative block h-4 w-full', className)}>
      <span className="absolute inset-x-0 top-[7.5px] h-px bg-line" />
      {interval ? (
        <span
          className="absolute top-[5px] h-1.5 rounded-[3px] bg-accent-line"
          style={{ insetInlineStart: at(interval[0]), insetInlineEnd: `calc(100% - ${at(interval[1])})` }}
        />
      ) : null}
      {target === undefined ? null : (
        <span
          className="absolute top-px h-3.5 border-muted border-s-[1.5px] border-dotted"
          style={{ insetInlineStart: at(target) }}
        />
      )}
      <span
        className="absolute top-0.5 -ms-[1.5px] h-3 w-[3px] rounded-[2px] bg-accent ring-[1.5px] ring-surface forced-colors:bg-[CanvasText]"
        style={{ insetInlineStart: at(value) }}
      />
    </span>
  )
}
