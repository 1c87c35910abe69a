import { Lock } from 'lucide-react'
import type { Metadata } from 'next'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/states'
import { viewer } from '../load'

export const metadata: Metadata = { title: 'Not for your role' }

export default async function RefusedPage() {
  const { name, role } = await viewer()
  return (
    <EmptyState
      level={1}
      className="flex-1"
      icon={<Lock aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
      title="Not for your role"
      actions={<ButtonLink href="/projects">Back to the projects</ButtonLink>}
    >
      You are signed in as {name}, {role}. An admin of this installation can change your role.
    </EmptyState>
  )
}
