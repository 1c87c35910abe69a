'use client'

import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import type { Change, Choices, Offer } from './choices'
import { ShardField } from './format-section'
import { Choice, Section } from './section'

const ties = {
  drop: { label: 'leave out', about: 'Tasks without a winner are left out and counted.' },
  keep: { label: 'keep', about: 'Written as ties where the format can hold them, else left out and counted.' },
  both: { label: 'both, half weight', about: 'Written in both directions, each with weight ½.' },
} as const

/** Of formats that do the same whatever is chosen. */
const always = {
  held: 'Ties are part of what each row says.',
  'left-out': 'This format has no place for ties: they are left out and counted.',
} as const

/** What one row says, and how several answers become one. */
export function RowsSection({
  offer,
  choices,
  set,
  errorOf,
}: {
  offer: Offer
  choices: Choices
  set: Change
  errorOf(field: string): string | undefined
}) {
  const method = offer.aggregations.find(({ id }) => id === choices.aggregation)
  const ownTies = offer.formats.find(({ id }) => id === choices.format)?.ownTies ?? null
  const isByTask = choices.rows === 'task'
  const tied = ownTies === null ? ` · ties: ${ties[choices.ties].label}` : ''
  const chosen = isByTask ? `one a task · ${method?.label ?? ''}${tied}` : 'one an answer'
  return (
    <Section title="What a row is" chosen={chosen}>
      <Choice
        label="One row for each"
        hint={
          isByTask
            ? 'The answers of a task are made into one.'
            : 'Every answer stands for itself: for studies of annotators and for models that learn from disagreement.'
        }
      >
        <Segmented
          label="One row for each"
          options={[
            { value: 'task', label: 'task' },
            { value: 'annotation', label: 'answer' },
          ]}
          value={choices.rows}
          onChange={(rows) => set({ rows })}
        />
      </Choice>
      {isByTask && offer.aggregations.length > 0 ? (
        <Select
          label="One answer out of several"
          hint={method?.description}
          options={offer.aggregations.map(({ id, label }) => ({ value: id, label }))}
          value={choices.aggregation}
          onChange={(aggregation) => set({ aggregation })}
        />
      ) : null}
      {ownTies === null ? (
        <Choice label="Ties" hint={ties[choices.ties].about}>
          <Segmented
            label="Ties"
            options={[
              { value: 'drop', label: ties.drop.label },
              { value: 'keep', label: ties.keep.label },
              { value: 'both', label: ties.both.label },
            ]}
            value={choices.ties}
            onChange={(value) => set({ ties: value })}
          />
        </Choice>
      ) : null}
      {ownTies === 'held' || ownTies === 'left-out' ? <p className="text-muted text-xs">{always[ownTies]}</p> : null}
      {choices.writtenAs === null ? null : <ShardField choices={choices} set={set} error={errorOf('shardRows')} />}
    </Section>
  )
}
