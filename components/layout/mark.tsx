/** Concord's mark: two views, and where they agree. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" className="block shrink-0">
      <rect x="1.75" y="1.75" width="11" height="11" rx="2.6" fill="none" stroke="currentColor" strokeWidth="1.7" />
      <rect x="7.25" y="7.25" width="11" height="11" rx="2.6" fill="none" stroke="currentColor" strokeWidth="1.7" />
      <rect x="7.25" y="7.25" width="5.5" height="5.5" rx="1" fill="var(--accent)" />
    </svg>
  )
}

export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2.25 font-semibold text-md tracking-tight">
      <Mark /> Concord
    </span>
  )
}
