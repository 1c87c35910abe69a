'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { KeyCap } from '@/components/ui/key-cap'
import { Swatch } from '@/components/ui/pill'
import { Select } from '@/components/ui/select'
import type { ConfigFormProps } from '@/lib/core/labeler'
import { labelColor } from './label-color'
import type { Config } from './schema'

const palette = [
  'Blue',
  'Amber',
  'Pink',
  'Green',
  'Sky',
  'Violet',
  'Red',
  'Lime',
  'Brown',
  'Lavender',
  'Teal',
  'Peach',
].map((label, index) => ({ value: `label-${index + 1}`, label }))

/** The label set: a name and a colour each; the key follows the order. */
export default function BoundingBoxConfigForm({ config, onChange }: ConfigFormProps<Config>) {
  const form = useId()
  // Rows keep their place while names are typed, which change with each letter.
  const [rowIds, setRowIds] = useState(() => config.labels.map((_, index) => index))
  const set = (labels: Config['labels']) => onChange({ ...config, labels })
  const change = (index: number, part: Partial<Config['labels'][number]>) =>
    set(config.labels.map((label, at) => (at === index ? { ...label, ...part } : label)))
  const add = () => {
    setRowIds([...rowIds, Math.max(-1, ...rowIds) + 1])
    set([...config.labels, { name: '', color: nextColor(config) }])
  }
  const remove = (index: number) => {
    setRowIds(rowIds.toSpliced(index, 1))
    set(config.labels.toSpliced(index, 1))
  }
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-medium">Labels</legend>
      {config.labels.map((label, index) => (
        <div key={`${form} ${rowIds[index] ?? index}`} className="flex items-start gap-2">
          <span className="flex h-(--h-control) w-6 shrink-0 items-center">
            {index < 9 ? <KeyCap keys={String(index + 1)} /> : null}
          </span>
          <Field
            label={`Name of label ${index + 1}`}
            hideLabel
            value={label.name}
            onChange={(name) => change(index, { name })}
            error={problemWith(config, index)}
            before={<Swatch color={labelColor(label.color).color} className="size-3" />}
            className="min-w-0 flex-1"
          />
          <Select
            label={`Colour of label ${index + 1}`}
            hideLabel
            options={label.color.startsWith('#') ? [...palette, { value: label.color, label: label.color }] : palette}
            value={label.color}
            onChange={(color) => change(index, { color })}
            className="w-32"
          />
          <Button
            variant="ghost"
            iconOnly
            aria-label={`Remove label ${index + 1}${label.name ? `, ${label.name}` : ''}`}
            isDisabled={config.labels.length === 1}
            onPress={() => remove(index)}
          >
            <Trash2 aria-hidden="true" className="size-4" strokeWidth={1.75} />
          </Button>
        </div>
      ))}
      <div>
        <Button icon={<Plus aria-hidden="true" className="size-4" strokeWidth={1.75} />} onPress={add}>
          Add a label
        </Button>
      </div>
    </fieldset>
  )
}

function problemWith({ labels }: Config, index: number): string | undefined {
  const name = labels[index]?.name.trim()
  if (!name) return 'Give the label a name.'
  const twin = labels.findIndex((label) => label.name.trim() === name)
  return twin < index ? `Label ${twin + 1} has this name already.` : undefined
}

/** The first colour of the palette that no label has, else the first again. */
function nextColor({ labels }: Config): string {
  const used = new Set(labels.map((label) => label.color))
  return palette.find(({ value }) => !used.has(value))?.value ?? 'label-1'
}
