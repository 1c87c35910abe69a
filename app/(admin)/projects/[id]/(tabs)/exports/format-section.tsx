'use client'

import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Radio, RadioGroup, Switch } from '@/components/ui/choices'
import { NumberField } from '@/components/ui/number-field'
import { Segmented } from '@/components/ui/segmented'
import { type Change, type Choices, type Offer, type WrittenAs, withFormat, writtenAsOf } from './choices'
import { Choice } from './section'

const ways: Record<WrittenAs, { label: string; about: string }> = {
  jsonl: { label: 'JSON Lines', about: 'One JSON object a line: read by everything, nested values kept.' },
  csv: { label: 'CSV', about: 'For spreadsheets and R. Nested values are written as JSON text in their cell.' },
  parquet: {
    label: 'Parquet',
    about: 'Typed, compressed columns: fast to load with pandas, Polars, DuckDB or datasets.',
  },
  huggingface: {
    label: 'Hugging Face folder',
    about: 'Parquet by split with a dataset card and Croissant metadata: load_dataset reads it as it is.',
  },
}

const shownAtFirst = 5

/** Which format, and how its rows are written. */
export function FormatSection({ offer, choices, set }: { offer: Offer; choices: Choices; set: Change }) {
  const [all, setAll] = useState(false)
  const { formats } = offer
  const format = formats.find(({ id }) => id === choices.format)
  const atFirst = formats.slice(0, shownAtFirst)
  const shown = all || !atFirst.some(({ id }) => id === choices.format) ? formats : atFirst
  const choose = (id: string) => {
    const chosen = formats.find((one) => one.id === id)
    if (chosen) set(withFormat(choices, chosen))
  }
  return (
    <div className="flex flex-col gap-4 pb-5">
      <div className="flex flex-col items-start">
        <RadioGroup
          label="Format"
          value={choices.format}
          onChange={choose}
          className="w-full"
          listClassName="-mx-2 gap-0.5 *:rounded-card *:border *:border-transparent *:px-2 *:py-1.5 *:data-selected:border-accent-line *:data-selected:bg-accent-soft"
        >
          {shown.map(({ id, label }) => (
            <Radio key={id} value={id}>
              <b className="font-medium">{label}</b>
            </Radio>
          ))}
        </RadioGroup>
        {shown.length < formats.length ? (
          <Button
            variant="ghost"
            size="small"
            className="-ms-2 mt-1"
            icon={<ChevronDown aria-hidden="true" className="size-3.5" strokeWidth={1.75} />}
            onPress={() => setAll(true)}
          >
            {formats.length - shown.length} more formats
          </Button>
        ) : null}
      </div>
      {format !== undefined && choices.writtenAs !== null ? (
        <Choice label="Written as" hint={ways[choices.writtenAs].about}>
          <Segmented
            label="Written as"
            className="max-w-full flex-wrap"
            options={writtenAsOf(format).map((value) => ({ value, label: ways[value].label }))}
            value={choices.writtenAs}
            onChange={(writtenAs) => set({ writtenAs })}
          />
        </Choice>
      ) : null}
      {offer.hasMedia ? (
        <div className="flex flex-col gap-1">
          <Switch
            isSelected={choices.includeMedia || format?.needsMedia === true}
            isDisabled={format?.needsMedia === true}
            onChange={(includeMedia) => set({ includeMedia })}
          >
            Put images and recordings beside the answers
          </Switch>
          <p className="text-faint text-xs">
            {format?.needsMedia ? 'This format is of no use without them.' : 'Without them, rows name the files only.'}
          </p>
        </div>
      ) : null}
    </div>
  )
}

/** Rows a file at most, for very large sets. */
export function ShardField({ choices, set, error }: { choices: Choices; set: Change; error: string | undefined }) {
  return (
    <NumberField
      label="Rows a file at most"
      hint="0: no limit. Smaller files load side by side and go to a hub more easily."
      error={error}
      minValue={0}
      maxValue={10_000_000}
      step={1000}
      value={choices.shardRows}
      onChange={(shardRows) => set({ shardRows: Number.isNaN(shardRows) ? 0 : shardRows })}
    />
  )
}
