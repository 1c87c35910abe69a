'use client'

import { Checkbox, Radio, RadioGroup } from '@/components/ui/choices'
import { KeyCap } from '@/components/ui/key-cap'
import { Swatch } from '@/components/ui/pill'
import type { Chosen } from './chosen-labels'
import { cssColor } from './label-color'
import type { Config, SentimentLabel } from './schema'

/** Many labels, one below the other. The first nine have keys. */
export function LabelList({
  config,
  chosen,
  disabled,
  onChoose,
}: {
  config: Config
  chosen: Chosen
  disabled: boolean
  onChoose(value: string): void
}) {
  if (!config.multiple) {
    return (
      <RadioGroup label="Label" hideLabel value={chosen[0] ?? null} onChange={onChoose} isDisabled={disabled}>
        {config.labels.map((label, index) => (
          <Radio key={label.value} value={label.value}>
            <Row label={label} index={index} />
          </Radio>
        ))}
      </RadioGroup>
    )
  }
  return (
    <fieldset aria-label="Labels" className="flex flex-col gap-1">
      {config.labels.map((label, index) => (
        <Checkbox
          key={label.value}
          isSelected={chosen.includes(label.value)}
          onChange={() => onChoose(label.value)}
          isDisabled={disabled}
        >
          <Row label={label} index={index} />
        </Checkbox>
      ))}
    </fieldset>
  )
}

function Row({ label, index }: { label: SentimentLabel; index: number }) {
  return (
    <span className="flex items-center gap-2">
      <Swatch color={cssColor(label.color)} />
      <span dir="auto">{label.name}</span>
      {index < 9 ? <KeyCap keys={String(index + 1)} /> : null}
    </span>
  )
}
