'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Radio, RadioGroup, Switch } from '@/components/ui/choices'
import { Field } from '@/components/ui/field'
import { KeyCap } from '@/components/ui/key-cap'
import { Swatch } from '@/components/ui/pill'
import { Select } from '@/components/ui/select'
import type { ConfigFormProps } from '@/lib/core/labeler'
import { cssColor } from './label-color'
import { palette, problemWith, renamed, withNewLabel } from './label-set'
import type { Config } from './schema'

export default function SentimentConfigForm({ config, onChange }: ConfigFormProps<Config>) {
  return (
    <div className="flex flex-col gap-5">
      <Field
        label="Question"
        hint="Stands above the text. May be left empty."
        value={config.question}
        onChange={(question) => onChange({ ...config, question })}
      />
      <LabelRows config={config} onChange={onChange} />
      <RadioGroup
        label="Scale"
        value={config.scale}
        onChange={(scale) => onChange({ ...config, scale: scale === 'ordinal' ? 'ordinal' : 'nominal' })}
      >
        <Radio value="nominal" detail="Any two labels differ alike.">
          Categories
        </Radio>
        <Radio value="ordinal" detail="Steps in the order above: neighbours differ less than the ends.">
          Steps of a scale
        </Radio>
      </RadioGroup>
      <Switch isSelected={config.multiple} onChange={(multiple) => onChange({ ...config, multiple })}>
        Several labels may hold at once
      </Switch>
    </div>
  )
}

/** A name and a colour each; the key follows the order. */
function LabelRows({ config, onChange }: ConfigFormProps<Config>) {
  // Rows keep their place while names are typed, which change with each letter.
  const [rows, setRows] = useState(() => config.labels.map((_, index) => index))
  const set = (labels: Config['labels']) => onChange({ ...config, labels })
  const change = (index: number, label: Config['labels'][number]) => set(config.labels.with(index, label))
  const add = () => {
    setRows([...rows, Math.max(-1, ...rows) + 1])
    set(withNewLabel(config.labels))
  }
  const remove = (index: number) => {
    setRows(rows.toSpliced(index, 1))
    set(config.labels.toSpliced(index, 1))
  }
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-medium">Labels</legend>
      {config.labels.map((label, index) => (
        <div key={rows[index] ?? index} className="flex items-start gap-2">
          <span className="flex h-(--h-control) w-6 shrink-0 items-center">
            {index < 9 ? <KeyCap keys={String(index + 1)} /> : null}
          </span>
          <Field
            label={`Name of label ${index + 1}`}
            hideLabel
            value={label.name}
            onChange={(name) => change(index, renamed(label, name))}
            error={problemWith(config, index)}
            before={<Swatch color={cssColor(label.color)} className="size-3" />}
            className="min-w-0 flex-1"
          />
          <Select
            label={`Colour of label ${index + 1}`}
            hideLabel
            options={label.color.startsWith('#') ? [...palette, { value: label.color, label: label.color }] : palette}
            value={label.color}
            onChange={(color) => change(index, { ...label, color })}
            className="w-32"
          />
          <Button
            variant="ghost"
            iconOnly
            aria-label={`Remove label ${index + 1}${label.name ? `, ${label.name}` : ''}`}
            isDisabled={config.labels.length <= 2}
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
