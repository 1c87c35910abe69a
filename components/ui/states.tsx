import { CloudAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './class-names'

interface StateProps {
  icon?: ReactNode
  title: ReactNode
  /** Why, and what will change it. */
  children?: ReactNode
  /** The next step: one or two buttons. */
  actions?: ReactNode
  className?: string
  /** Heading level, for the page's outline. */
  level?: 1 | 2 | 3
}

/** Nothing here, and why, and what to do. */
export function EmptyState({ icon, title, children, actions, className, level = 2 }: StateProps) {
  return (
    <State tone="plain" icon={icon} title={title} actions={actions} className={className} level={level}>
      {children}
    </State>
  )
}

/** Something failed: what happened, what is kept, what to do. */
export function ErrorState({ icon, title, children, actions, className, level = 2 }: StateProps) {
  return (
    <State
      tone="danger"
      icon={icon ?? <CloudAlert aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
      title={title}
      actions={actions}
      className={className}
      level={level}
    >
      {children}
    </State>
  )
}

/** Done, calmly. */
export function DoneState({ icon, title, children, actions, className, level = 2 }: StateProps) {
  return (
    <State tone="success" icon={icon} title={title} actions={actions} className={className} level={level}>
      {children}
    </State>
  )
}

const headings = { 1: 'h1', 2: 'h2', 3: 'h3' } as const

function State({
  tone,
  icon,
  title,
  children,
  actions,
  className,
  level = 2,
}: StateProps & { tone: 'plain' | 'danger' | 'success' }) {
  const Heading = headings[level]
  return (
    <div
      role={tone === 'danger' ? 'alert' : undefined}
      className={cn('flex flex-col items-center justify-center px-6 py-12 text-center', className)}
    >
      {icon ? (
        <span
          className={cn(
            'mb-3.5 flex size-10 items-center justify-center rounded-card border',
            tone === 'plain' && 'border-line bg-surface text-muted',
            tone === 'danger' && 'border-danger-line bg-danger-soft text-danger-text',
            tone === 'success' && 'border-transparent bg-success-soft text-success-text',
          )}
        >
          {icon}
        </span>
      ) : null}
      <Heading className="font-semibold text-md">{title}</Heading>
      {children ? <div className="mt-1 max-w-90 text-muted text-pretty">{children}</div> : null}
      {actions ? <div className="mt-4 flex flex-wrap items-center justify-center gap-2">{actions}</div> : null}
    </div>
  )
}

/** A grey bar in the place of what is loading; appears after 150 ms and does not shimmer. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cn('late-150 block h-3.5 rounded-sm bg-active', className)} />
}
