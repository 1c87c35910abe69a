import { formatShare } from '@/components/ui/interval-bar'

/** A share beside an axis: .5, 1, 0, −.5. */
export function tickShare(tick: number): string {
  return formatShare(tick, 1).replace(/\.0$/, '') || '0'
}
