'use client'

import { CheckboxGroup, Label } from 'react-aria-components'
import { countOf } from '@/components/admin/numbers'
import { Checkbox, Radio, RadioGroup, Switch } from '@/components/ui/choices'
import { NumberField } from '@/components/ui/number-field'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'

export interface FormatOption {
  id: string
  label: string
  description: string
}

export interface BatchOption {
  id: string
  name: string
  tasks: number
}

type Labelers = 'names' | 'pseudonyms' | 'none'

export interface Choices {
  format: string
  /** Null: every batch. */
  batchIds: string[] | null
  minAnnotators: number
  /** 0: no limit. */
  minAgreement: number
  labelers: Labelers
  gold: 'include' | 'leave-out'
  includeMedia: boolean
}

export function firstChoices(formats: readonly FormatOption[]): Choices {
  return {
    format: formats[0]?.id ?? '',
    batchIds: null,
    minAnnotators: 1,
    minAgreement: 0,
    labelers: 'pseudonyms',
    gold: 'include',
    includeMedia: false,
  }
}

/** As the server takes them: no limit is left out, not sent as 0, which would leave tasks of one answer out. */
export function optionsOf({ minAgreement, batchIds, ...choices }: Choices) {
  return {
    ...choices,
    ...(minAgreement > 0 ? { minAgreement } : {}),
    ...(batchIds === null ? {} : { batchIds }),
  }
}

export function ExportChoices({
  formats,
  batches,
  mayName,
  choices,
  onChange,
}: {
  formats: readonly FormatOption[]
  batches: readonly BatchOption[]
  mayName: boolean
  choices: Choices
  onChange(choices: Choices): void
}) {
  const set = (change: Partial<Choices>) => onChange({ ...choices, ...change })
  return (
    <>
      <RadioGroup
        label="Format"
        value={choices.format}
        onChange={(format) => set({ format })}
        listClassName="-mx-2 gap-0.5 *:rounded-card *:border *:border-transparent *:px-2 *:py-1.5 *:data-selected:border-accent-line *:data-selected:bg-accent-soft"
      >
        {formats.map(({ id, label }) => (
          <Radio key={id} value={id}>
            <b className="font-medium">{label}</b>
          </Radio>
        ))}
      </RadioGroup>
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          label="At least … answers"
          minValue={1}
          maxValue={20}
          value={choices.minAnnotators}
          onChange={(minAnnotators) => set({ minAnnotators })}
        />
        <NumberField
          label="Agreed by at least"
          hint="0: no limit"
          minValue={0}
          maxValue={1}
          step={0.05}
          value={choices.minAgreement}
          onChange={(minAgreement) => set({ minAgreement })}
        />
      </div>
      <Select
        label="Labelers"
        options={[
          { value: 'pseudonyms', label: 'Stable pseudonyms' },
          { value: 'none', label: 'Left out' },
          ...(mayName ? [{ value: 'names', label: 'Names' } as const] : []),
        ]}
        value={choices.labelers}
        onChange={(labelers) => set({ labelers })}
      />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <span id="gold-tasks">Gold tasks</span>
        <Segmented
          label="Gold tasks"
          options={[
            { value: 'include', label: 'in' },
            { value: 'leave-out', label: 'out' },
          ]}
          value={choices.gold}
          onChange={(gold) => set({ gold })}
        />
      </div>
      <Switch isSelected={choices.includeMedia} onChange={(includeMedia) => set({ includeMedia })}>
        Put images and recordings beside the answers
      </Switch>
      {batches.length > 1 ? <BatchChoices batches={batches} choices={choices} set={set} /> : null}
    </>
  )
}

function BatchChoices({
  batches,
  choices,
  set,
}: {
  batches: readonly BatchOption[]
  choices: Choices
  set(change: Partial<Choices>): void
}) {
  return (
    <CheckboxGroup
      value={choices.batchIds ?? batches.map(({ id }) => id)}
      onChange={(ids) => set({ batchIds: ids.length === batches.length ? null : ids })}
      className="flex flex-col gap-1"
    >
      <Label className="mb-1 font-medium">Batches</Label>
      {batches.map(({ id, name, tasks }) => (
        <Checkbox key={id} value={id}>
          <span className="min-w-0 truncate">
            {name} <span className="text-faint">{countOf(tasks, 'task')}</span>
          </span>
        </Checkbox>
      ))}
      {choices.batchIds?.length === 0 ? <p className="text-danger-text text-xs">Choose at least one batch.</p> : null}
    </CheckboxGroup>
  )
}
