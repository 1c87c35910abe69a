'use client'

import { useState } from 'react'
import { Radio, RadioGroup, Switch } from '@/components/ui/choices'
import { TextArea } from '@/components/ui/field'
import type { ConfigFormProps } from '@/lib/core/labeler'
import type { Config } from './schema'

export default function PreferenceConfigForm({ config, onChange }: ConfigFormProps<Config>) {
  // The lines as they are typed; the config holds them without blank ones.
  const [aspects, setAspects] = useState(config.aspects.join('\n'))
  const set = (part: Partial<Config>) => onChange({ ...config, ...part })
  const typeAspects = (text: string) => {
    setAspects(text)
    set({ aspects: namesIn(text) })
  }
  return (
    <div className="flex flex-col gap-5">
      <fieldset className="flex flex-col items-start gap-2">
        <legend className="mb-2 font-medium">What may be answered</legend>
        <Switch isSelected={config.strength} onChange={(strength) => set({ strength })}>
          How much better: slightly, clearly, far
        </Switch>
        <Switch isSelected={config.tie} onChange={(tie) => set({ tie })}>
          Tie
        </Switch>
        <Switch isSelected={config.bothBad} onChange={(bothBad) => set({ bothBad })}>
          Both bad
        </Switch>
      </fieldset>
      <RadioGroup
        label="Reason in words"
        value={config.rationale}
        onChange={(rationale) => set({ rationale: rationaleOf(rationale) })}
      >
        <Radio value="off">Not asked</Radio>
        <Radio value="optional">May be given</Radio>
        <Radio value="required" detail="One key no longer sends: the reason comes first.">
          Must be given
        </Radio>
      </RadioGroup>
      <TextArea
        label="Aspects"
        hint="One a line, at most nine: Helpful, Honest. Each is judged A, = or B, apart from the whole."
        value={aspects}
        onChange={typeAspects}
        error={problemWith(config.aspects)}
      />
    </div>
  )
}

function namesIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function rationaleOf(value: string): Config['rationale'] {
  return value === 'off' || value === 'required' ? value : 'optional'
}

function problemWith(aspects: readonly string[]): string | undefined {
  if (aspects.length > 9) return `${aspects.length} aspects. Keep nine at most.`
  const twin = aspects.find((name, place) => aspects.indexOf(name) < place)
  if (twin !== undefined) return `“${twin}” stands twice. Keep one.`
  const long = aspects.find((name) => name.length > 60)
  return long === undefined ? undefined : `“${long.slice(0, 20)}…” is longer than 60 characters. Shorten it.`
}
