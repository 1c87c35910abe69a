'use client'

import { useState } from 'react'
import { Switch } from '@/components/ui/choices'
import { TextArea } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import type { ConfigFormProps } from '@/lib/core/labeler'
import type { Config } from './schema'

const units = [
  { value: 'auto', label: 'By the writing', detail: 'Characters for Chinese, Japanese, Thai and the like, else words' },
  { value: 'word', label: 'Words' },
  { value: 'character', label: 'Characters' },
] as const

/** Segments or one text, who may speak, and what agreement counts. */
export default function TranscriptionConfigForm({ config, onChange }: ConfigFormProps<Config>) {
  const [names, setNames] = useState(config.speakers.join('\n'))
  const setSpeakers = (text: string) => {
    setNames(text)
    const speakers = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
    onChange({ ...config, speakers: [...new Set(speakers)] })
  }
  return (
    <div className="flex flex-col gap-4">
      <Switch isSelected={config.segments} onChange={(segments) => onChange({ ...config, segments })}>
        Timed segments
      </Switch>
      {config.segments ? (
        <TextArea
          label="Speakers"
          hint="One name a line; the first nine get a key. None: segments without speakers."
          rows={3}
          value={names}
          onChange={setSpeakers}
        />
      ) : null}
      <Select
        label="Agreement counts"
        options={units}
        value={config.unit}
        onChange={(unit) => onChange({ ...config, unit })}
      />
    </div>
  )
}
