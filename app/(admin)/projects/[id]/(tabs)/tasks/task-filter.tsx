'use client'

import { useRouter } from 'next/navigation'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'

const states = [
  { value: 'all', label: 'All' },
  { value: 'waiting', label: 'Waiting' },
  { value: 'begun', label: 'Begun' },
  { value: 'done', label: 'Done' },
  { value: 'disputed', label: 'Disputed' },
  { value: 'settled', label: 'Settled' },
  { value: 'gold', label: 'Gold' },
] as const

type State = (typeof states)[number]['value']

export function TaskFilter({
  projectId,
  batches,
  batchId,
  state,
}: {
  projectId: string
  batches: readonly { value: string; label: string }[]
  batchId: string
  state: State
}) {
  const router = useRouter()
  const show = (batch: string, wanted: State) =>
    router.push(`/projects/${projectId}/tasks?batch=${batch}&state=${wanted}`)
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Select
        label="Batch"
        hideLabel
        options={batches}
        value={batchId}
        onChange={(batch) => show(batch, state)}
        className="w-full max-w-72"
      />
      <div className="max-w-full overflow-x-auto">
        <Segmented<State> label="State" options={states} value={state} onChange={(wanted) => show(batchId, wanted)} />
      </div>
    </div>
  )
}
