import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/class-names'

const icons = { danger: CircleAlert, warn: TriangleAlert, info: Info } as const

/** A sentence in its box. `danger` is spoken at once. */
export function Notice({
  tone = 'info',
  className,
  children,
}: {
  tone?: 'danger' | 'warn' | 'info'
  className?: string
  children: ReactNode
}) {
  const Icon = icons[tone]
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'note'}
      className={cn(
        'flex items-start gap-2.5 rounded-card border px-3.5 py-2.5',
        tone === 'danger' && 'border-danger-line bg-danger-soft text-danger-text',
        tone === 'warn' && 'border-warn-line bg-warn-soft text-text',
        tone === 'info' && 'border-line bg-sunken text-text',
        className,
      )}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
      <div className="min-w-0 wrap-anywhere">{children}</div>
    </div>
  )
}
