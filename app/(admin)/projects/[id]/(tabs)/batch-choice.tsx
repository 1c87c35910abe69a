'use client'

import { useRouter, useSearchParams } from 'next/navigation'
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
  const asked = useSearchParams()
  const show = (id: string) => {
    const next = new URLSearchParams(asked)
    if (id === 'all') next.delete('batch')
    else next.set('batch', id)
    router.push(next.size === 0 ? `/projects/${projectId}` : `/projects/${projectId}?${next}`)
  }
  return (
    <Select
      label="Batch"
      hideLabel
      options={[{ value: 'all', label: 'All batches' }, ...batches.map(({ id, name }) => ({ value: id, label: name }))]}
      value={value ?? 'all'}
      onChange={show}
      className="w-full max-w-72 self-end"
    />
  )
}
