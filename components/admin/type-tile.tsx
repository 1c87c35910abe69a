import { NamedIcon } from '@/components/ui/named-icon'

/** A type's icon in its square, for lists. */
export function TypeTile({ name }: { name: string }) {
  return (
    <span className="flex size-8 shrink-0 items-center justify-center rounded-control border border-line bg-sunken text-muted">
      <NamedIcon name={name} className="size-4" />
    </span>
  )
}
