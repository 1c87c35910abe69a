import { Compass } from 'lucide-react'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/states'

export default function NotFound() {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState
        level={1}
        icon={<Compass aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
        title="There is nothing here"
        actions={<ButtonLink href="/">Back to the start</ButtonLink>}
      >
        The address is wrong, the thing was deleted, or it is not open to you. Ask an admin of your project if it should
        be.
      </EmptyState>
    </main>
  )
}
