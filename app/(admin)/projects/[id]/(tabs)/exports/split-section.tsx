'use client'

import { Switch } from '@/components/ui/choices'
import { Field } from '@/components/ui/field'
import { NumberField } from '@/components/ui/number-field'
import { Select } from '@/components/ui/select'
import { type Change, type Choices, usualSplit } from './choices'
import { Section } from './section'

const parts = [
  { name: 'train', label: 'Train, %' },
  { name: 'validation', label: 'Validation, %' },
  { name: 'test', label: 'Test, %' },
] as const

/** Train, validation and test, without one prompt in two of them. */
export function SplitSection({
  choices: { split, duplicates },
  set,
  errorOf,
}: {
  choices: Choices
  set: Change
  errorOf(field: string): string | undefined
}) {
  const sum = split === null ? 100 : split.train + split.validation + split.test
  const wrong = Math.abs(sum - 100) > 1e-6 ? `Together they are ${sum} %. Make them 100.` : errorOf('split')
  return (
    <Section
      title="Splits and duplicates"
      chosen={`${split === null ? 'not split' : `${split.train} / ${split.validation} / ${split.test}`} · duplicates ${duplicates === 'keep' ? 'kept' : 'out'}`}
    >
      <div className="flex flex-col gap-1">
        <Switch isSelected={split !== null} onChange={(isSplit) => set({ split: isSplit ? usualSplit : null })}>
          Split into train, validation and test
        </Switch>
        <p className="text-faint text-xs">
          The same prompt, text or file, and what is nearly the same, never stands in two parts.
        </p>
      </div>
      {split === null ? null : (
        <>
          <div className="grid gap-3 sm:grid-cols-3">
            {parts.map(({ name, label }) => (
              <NumberField
                key={name}
                label={label}
                minValue={0}
                maxValue={100}
                value={split[name]}
                onChange={(value) => set({ split: { ...split, [name]: Number.isNaN(value) ? 0 : value } })}
              />
            ))}
          </div>
          {wrong ? (
            <p role="alert" className="-mt-2.5 text-danger-text text-xs">
              {wrong}
            </p>
          ) : null}
          <Field
            label="Seed"
            hint="The same seed divides the same tasks alike; another one gives another division."
            value={split.seed}
            maxLength={100}
            onChange={(seed) => set({ split: { ...split, seed } })}
          />
        </>
      )}
      <Select
        label="Tasks with the same content"
        hint="Of several that are alike, only the first goes out; the others are counted."
        options={[
          { value: 'keep', label: 'Keep all' },
          { value: 'drop-exact', label: 'Drop those that are the same' },
          { value: 'drop-near', label: 'Drop those that are the same or nearly so' },
        ]}
        value={duplicates}
        onChange={(value) => set({ duplicates: value })}
      />
    </Section>
  )
}
