import 'server-only'
import * as lucide from 'lucide-react'

/** A lucide icon by its name, `audio-lines`: for task types, which name theirs. On the server only, so that no page loads the whole set. */
export function NamedIcon({ name, className = 'size-4.5' }: { name: string; className?: string }) {
  const pascal = name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
  // biome-ignore lint/performance/noDynamicNamespaceImportAccess: on the server the whole set costs no download
  const Icon = isIcon(pascal) ? lucide[pascal] : lucide.Shapes
  return <Icon aria-hidden="true" className={className} strokeWidth={1.75} />
}

type IconName = {
  [Name in keyof typeof lucide]: (typeof lucide)[Name] extends lucide.LucideIcon ? Name : never
}[keyof typeof lucide]

function isIcon(name: string): name is IconName {
  return Object.hasOwn(lucide, name) && !/^(create|use|Lucide|Icon$)/.test(name)
}
