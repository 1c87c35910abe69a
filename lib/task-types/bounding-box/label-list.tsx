'use client'

import { Search } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'
import { PanelSection } from '@/components/labeling/slots'
import { KeyCap } from '@/components/ui/key-cap'
import { Swatch } from '@/components/ui/pill'
import { labelColor } from './label-color'
import type { BoxLabel, LabeledBox } from './schema'

/** Fewer labels than this are seen at a glance. */
const worthSearching = 4

/** The labels with their keys and how many boxes each has; the chosen one is that of the selected box, else of the next box. */
export function LabelList({
  labels,
  boxes,
  current,
  forSelected,
  find,
  onChoose,
}: {
  labels: readonly BoxLabel[]
  boxes: readonly LabeledBox[]
  current: string
  forSelected: boolean
  find: RefObject<HTMLInputElement | null>
  onChoose(label: string): void
}) {
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const found = labels.flatMap((label, index) => (label.name.toLowerCase().includes(wanted) ? [{ label, index }] : []))
  const chooseFirst = () => {
    const first = found[0]
    if (first) onChoose(first.label.name)
    setSearch('')
  }
  return (
    <PanelSection title="Labels" aside={forSelected ? 'this box' : 'next box'}>
      <RadioGroup
        aria-label="Label"
        value={current}
        onChange={onChoose}
        className="-mx-2 flex max-h-80 flex-col overflow-y-auto"
      >
        {found.map(({ label, index }) => (
          <Radio
            key={label.name}
            value={label.name}
            className="flex min-h-8 shrink-0 cursor-pointer items-center gap-2.25 rounded-control px-2 hover:bg-hover data-selected:bg-accent-soft data-selected:font-medium data-focus-visible:outline-2 data-focus-visible:outline-focus data-focus-visible:-outline-offset-2 coarse:min-h-11"
          >
            {index < 9 ? <KeyCap keys={String(index + 1)} /> : <span className="w-4.5 shrink-0" />}
            <Swatch color={labelColor(label.color).color} className="size-3" />
            <span className="min-w-0 flex-1 truncate" title={label.name} dir="auto">
              {label.name}
            </span>
            <span className="tabular text-faint text-xs">
              {boxes.filter((box) => box.label === label.name).length || ''}
            </span>
          </Radio>
        ))}
      </RadioGroup>
      {found.length === 0 ? <p className="py-1.5 text-muted">No label has “{search}” in its name.</p> : null}
      {labels.length >= worthSearching ? (
        <label className="mt-0.5 flex min-h-8 items-center gap-2.25 text-faint">
          <span className="flex w-4.5 shrink-0 justify-center">
            <Search aria-hidden="true" className="size-3.5" strokeWidth={1.75} />
          </span>
          <span className="sr-only">Find a label</span>
          <input
            ref={find}
            type="search"
            value={search}
            placeholder="Type to find a label"
            onChange={(event) => setSearch(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') chooseFirst()
              if (event.key === 'Escape') setSearch('')
              if (event.key !== 'Enter' && event.key !== 'Escape') return
              event.preventDefault()
              event.currentTarget.blur()
            }}
            className="h-7 min-w-0 flex-1 rounded-sm bg-transparent px-1 text-text coarse:h-11"
          />
          <KeyCap keys="/" />
        </label>
      ) : null}
    </PanelSection>
  )
}
