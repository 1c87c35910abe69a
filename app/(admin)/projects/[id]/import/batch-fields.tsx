'use client'

import { CheckboxGroup, Label } from 'react-aria-components'
import { formatCount } from '@/components/admin/numbers'
import { Checkbox, Radio, RadioGroup } from '@/components/ui/choices'
import { Field } from '@/components/ui/field'
import { NumberField } from '@/components/ui/number-field'
import { Select } from '@/components/ui/select'

export interface BatchDraft {
  name: string
  overlap: number
  priority: string
  /** `2026-12-18`, or empty. */
  deadline: string
  order: 'random' | 'imported'
  /** Null: everyone who may label in the project. */
  labelers: string[] | null
}

export interface Person {
  id: string
  name: string
  email: string
}

const priorities = [
  { value: '10', label: 'High' },
  { value: '0', label: 'Normal' },
  { value: '-10', label: 'Low' },
] as const

/** What the API takes for a batch. A deadline is the end of that day, where the reader is. */
export function batchBody({ name, overlap, priority, deadline, order, labelers }: BatchDraft) {
  return {
    name,
    overlap,
    priority: Number(priority),
    deadline: endOfDay(deadline),
    order,
    ...(labelers === null ? {} : { labelers }),
  }
}

export function endOfDay(date: string): string | null {
  return date === '' ? null : new Date(`${date}T23:59:59`).toISOString()
}

export function BatchFields({
  draft,
  onChange,
  people,
  tasks,
  errorOf,
}: {
  draft: BatchDraft
  onChange(draft: BatchDraft): void
  people: readonly Person[]
  /** Tasks the chosen file would make, for the count of answers; null before a file is chosen. */
  tasks: number | null
  errorOf(field: string): string | undefined
}) {
  const set = (change: Partial<BatchDraft>) => onChange({ ...draft, ...change })
  return (
    <>
      <Field
        label="Name"
        isRequired
        large
        value={draft.name}
        onChange={(name) => set({ name })}
        error={errorOf('batch.name') ?? errorOf('name')}
      />
      <NumberField
        label="Answers per task"
        minValue={1}
        maxValue={20}
        value={draft.overlap}
        onChange={(overlap) => set({ overlap })}
        hint={
          tasks === null ? 'How many people label each task.' : `${formatCount(tasks * draft.overlap)} answers in all`
        }
        error={errorOf('batch.overlap')}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <Select
          label="Priority"
          options={priorities}
          value={draft.priority}
          onChange={(priority) => set({ priority })}
        />
        <Field
          label="Deadline (optional)"
          type="date"
          value={draft.deadline}
          onChange={(deadline) => set({ deadline })}
          error={errorOf('batch.deadline')}
        />
      </div>
      <Select
        label="Order of tasks"
        options={[
          { value: 'random', label: 'Random, the same for everyone' },
          { value: 'imported', label: 'As in the file' },
        ]}
        value={draft.order}
        onChange={(order) => set({ order })}
      />
      <RadioGroup
        label="Who may label"
        value={draft.labelers === null ? 'everyone' : 'chosen'}
        onChange={(value) => set({ labelers: value === 'chosen' ? [] : null })}
        error={errorOf('batch.labelers') ?? errorOf('labelers')}
      >
        <Radio value="everyone">Everyone in the project</Radio>
        <Radio value="chosen">Only chosen people</Radio>
      </RadioGroup>
      {draft.labelers === null ? null : (
        <CheckboxGroup
          value={draft.labelers}
          onChange={(labelers) => set({ labelers })}
          className="flex max-h-60 flex-col gap-1 overflow-y-auto rounded-control border border-line p-2"
        >
          <Label className="sr-only">People who may label this batch</Label>
          {people.map(({ id, name, email }) => (
            <Checkbox key={id} value={id}>
              <span className="min-w-0 truncate">
                {name} <span className="text-faint">{email}</span>
              </span>
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
    </>
  )
}
