'use client'

import { useRouter } from 'next/navigation'
import { Select } from '@/components/ui/select'

/** Shows the whole project or one of its batches. */
export function BatchChoice({
  projectId,
  batches,
  value,
}: {
  projectId: string
  batches: readonly { id: string; name: string }[]
  value: string | null
}) {
  const router = useRouter()
  return (
    <Select
      label="Batch"
      hideLabel
      options={[{ value: 'all', label: 'All batches' }, ...batches.map(({ id, name }) => ({ value: id, label: name }))]}
      value={value ?? 'all'}
      onChange={(id) => router.push(id === 'all' ? `/projects/${projectId}` : `/projects/${projectId}?batch=${id}`)}
      className="w-full max-w-72 self-end"
    />
  )
}
