import { cn } from './class-names'

/** A thin bar from 0 to 1. With `label` it is a progress bar to assistive technology; without, decoration beside a number. */
export function Progress({
  value,
  label,
  tone = 'accent',
  className,
}: {
  value: number
  label?: string
  tone?: 'accent' | 'ink' | 'success' | 'warn'
  className?: string
}) {
  const share = Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0
  const named = label
    ? {
        role: 'progressbar',
        'aria-label': label,
        'aria-valuenow': Math.round(share * 100),
        'aria-valuemin': 0,
        'aria-valuemax': 100,
      }
    : { 'aria-hidden': true }
  return (
    <span {...named} className={cn('block h-1 w-full overflow-hidden rounded-[2px] bg-active', className)}>
      <span
        style={{ inlineSize: `${share * 100}%` }}
        className={cn(
          'block h-full rounded-[2px] forced-colors:bg-[CanvasText]',
          tone === 'accent' && 'bg-accent',
          tone === 'ink' && 'bg-ink',
          tone === 'success' && 'bg-success',
          tone === 'warn' && 'bg-warn',
        )}
      />
    </span>
  )
}
