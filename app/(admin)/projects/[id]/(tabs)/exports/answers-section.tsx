'use client'

import { CheckboxGroup, Label } from 'react-aria-components'
import { countOf } from '@/components/admin/numbers'
import { Checkbox } from '@/components/ui/choices'
import { Field } from '@/components/ui/field'
import { NumberField } from '@/components/ui/number-field'
import { Select } from '@/components/ui/select'
import type { Change, Choices, Offer } from './choices'
import { Section } from './section'

/** Which tasks and which of their answers go out. */
export function AnswersSection({
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
  const number = (value: number) => (Number.isNaN(value) ? 0 : value)
  return (
    <Section title="Which answers" chosen={summaryOf(choices)}>
      {offer.batches.length > 1 ? <BatchChoices offer={offer} choices={choices} set={set} /> : null}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          label="First day"
          type="date"
          value={choices.from}
          error={errorOf('from')}
          onChange={(from) => set({ from })}
        />
        <Field label="Last day" type="date" value={choices.to} error={errorOf('to')} onChange={(to) => set({ to })} />
      </div>
      <p className="-mt-2.5 text-faint text-xs">Answers first given on these days, in UTC. Empty: no limit.</p>
      <div className="grid gap-3 sm:grid-cols-3">
        <NumberField
          label="At least … answers"
          minValue={1}
          maxValue={20}
          value={choices.minAnnotators}
          onChange={(value) => set({ minAnnotators: Math.max(1, number(value)) })}
        />
        <NumberField
          label="Agreed by at least"
          minValue={0}
          maxValue={1}
          step={0.05}
          value={choices.minAgreement}
          onChange={(value) => set({ minAgreement: number(value) })}
        />
        <NumberField
          label="Certain by at least"
          minValue={0}
          maxValue={1}
          step={0.05}
          value={choices.minCertainty}
          onChange={(value) => set({ minCertainty: number(value) })}
        />
      </div>
      <p className="-mt-2.5 text-faint text-xs">
        A task with fewer falls out, and 0 is no limit. Agreement needs two answers; certainty needs a way of deciding
        that gives it, such as Dawid–Skene.
      </p>
      {offer.people.length > 0 ? <PeopleChoices offer={offer} choices={choices} set={set} errorOf={errorOf} /> : null}
      <Select
        label="Tasks with a known answer"
        hint="They measure labelers and are usually no part of the data."
        options={[
          { value: 'leave-out', label: 'Left out' },
          { value: 'include', label: 'Along with the others' },
          { value: 'only', label: 'Only these' },
        ]}
        value={choices.gold}
        onChange={(gold) => set({ gold })}
      />
      <Select
        label="Reviewers’ decisions"
        hint="What a reviewer settled can stand in for what the annotators said."
        options={[
          { value: 'prefer', label: 'Count before annotators’ answers' },
          { value: 'only', label: 'Only tasks that have one' },
          { value: 'ignore', label: 'Do not count' },
        ]}
        value={choices.adjudicated}
        onChange={(adjudicated) => set({ adjudicated })}
      />
    </Section>
  )
}

function summaryOf({ batchIds, from, to, minAnnotators, minAgreement, minCertainty, people, gold }: Choices): string {
  const parts = [
    batchIds === null ? 'all batches' : countOf(batchIds.length, 'batch', 'batches'),
    from || to ? `${from || '…'} to ${to || '…'}` : '',
    minAnnotators > 1 ? `${minAnnotators} answers or more` : '',
    minAgreement > 0 ? `agreed by ${minAgreement}` : '',
    minCertainty > 0 ? `certain by ${minCertainty}` : '',
    people.who === 'all' ? '' : `${people.who} ${countOf(people.ids.length, 'person', 'people')}`,
    gold === 'leave-out' ? 'known answers out' : `known answers ${gold === 'only' ? 'only' : 'in'}`,
  ]
  return parts.filter((part) => part !== '').join(' · ')
}

function BatchChoices({ offer: { batches }, choices, set }: { offer: Offer; choices: Choices; set: Change }) {
  return (
    <CheckboxGroup
      value={choices.batchIds ?? batches.map(({ id }) => id)}
      onChange={(ids) => set({ batchIds: ids.length === batches.length ? null : ids })}
      className="flex flex-col gap-1"
    >
      <Label className="mb-1 font-medium">Batches</Label>
      <div className="flex max-h-52 flex-col gap-1 overflow-y-auto">
        {batches.map(({ id, name, tasks }) => (
          <Checkbox key={id} value={id}>
            <span className="min-w-0 truncate">
              {name} <span className="text-faint">{countOf(tasks, 'task')}</span>
            </span>
          </Checkbox>
        ))}
      </div>
      {choices.batchIds?.length === 0 ? <p className="text-danger-text text-xs">Choose at least one batch.</p> : null}
    </CheckboxGroup>
  )
}

function PeopleChoices({
  offer: { people },
  choices: {
    people: { who, ids },
  },
  set,
  errorOf,
}: {
  offer: Offer
  choices: Choices
  set: Change
  errorOf(field: string): string | undefined
}) {
  const error = errorOf('labelersIn') ?? errorOf('labelersOut')
  return (
    <div className="flex flex-col gap-2">
      <Select
        label="Whose answers"
        hint="People who are excluded from the project are always out."
        options={[
          { value: 'all', label: 'Everybody’s' },
          { value: 'only', label: 'Only those of …' },
          { value: 'without', label: 'All but those of …' },
        ]}
        value={who}
        onChange={(chosen) => set({ people: { who: chosen, ids } })}
      />
      {who === 'all' ? null : (
        <CheckboxGroup
          aria-label={who === 'only' ? 'Only the answers of' : 'Without the answers of'}
          value={ids}
          onChange={(chosen) => set({ people: { who, ids: chosen } })}
          className="flex max-h-52 flex-col gap-1 overflow-y-auto"
        >
          {people.map(({ id, name, answers }) => (
            <Checkbox key={id} value={id}>
              <span className="min-w-0 truncate">
                {name} <span className="text-faint">{countOf(answers, 'answer')}</span>
              </span>
            </Checkbox>
          ))}
          {error ? <p className="text-danger-text text-xs">{error}</p> : null}
        </CheckboxGroup>
      )}
    </div>
  )
}
