import 'server-only'
import { icons } from 'lucide-react'

/** A lucide icon by its name, `audio-lines`: for task types, which name theirs. On the server only, so that no page loads the whole set. */
export function NamedIcon({ name, className = 'size-4.5' }: { name: string; className?: string }) {
  const pascal = name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
  const Icon = Object.entries(icons).find(([known]) => known === pascal)?.[1] ?? icons.Shapes
  return <Icon aria-hidden="true" className={className} strokeWidth={1.75} />
}
