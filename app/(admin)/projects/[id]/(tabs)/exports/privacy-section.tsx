'use client'

import { CheckboxGroup, Label } from 'react-aria-components'
import { Checkbox } from '@/components/ui/choices'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { type Change, type Choices, type Offer, type Scrubbed, scrubbed } from './choices'
import { Section } from './section'

const kinds: Record<Scrubbed, string> = {
  email: 'E-mail addresses → [EMAIL]',
  phone: 'Telephone numbers → [PHONE]',
  card: 'Card numbers → [CARD]',
  ssn: 'US social security numbers → [SSN]',
  key: 'Keys and tokens of services → [KEY]',
}

const who = {
  pseudonyms: { label: 'Stable pseudonyms', about: 'One person has one pseudonym in all exports of this project.' },
  none: { label: 'Left out', about: 'Nothing tells which answers are of one person.' },
  names: { label: 'Names', about: 'Their names stand in the files. Think before you give those away.' },
} as const

/** Who is named, what is taken out of texts, and under which terms the data go out. */
export function PrivacySection({
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
  const { labelers, scrub, language, licence } = choices
  const chosen = [
    labelers === 'names' ? 'names of labelers' : who[labelers].label.toLowerCase(),
    scrub.length === 0 ? 'texts as they are' : `${scrub.length} kinds taken out`,
    licence,
  ]
  const options = [
    { value: 'pseudonyms' as const, label: who.pseudonyms.label },
    { value: 'none' as const, label: who.none.label },
    ...(offer.mayName ? [{ value: 'names' as const, label: who.names.label }] : []),
  ]
  return (
    <Section title="Privacy and terms" chosen={chosen.filter((part) => part !== '').join(' · ')}>
      <Select
        label="Labelers"
        hint={who[labelers].about}
        options={options}
        value={labelers}
        onChange={(value) => set({ labelers: value })}
      />
      <CheckboxGroup
        value={scrub}
        onChange={(ids) => set({ scrub: scrubbed.filter((kind) => ids.includes(kind)) })}
        className="flex flex-col gap-1"
      >
        <Label className="mb-1 font-medium">Taken out of every text</Label>
        {scrubbed.map((kind) => (
          <Checkbox key={kind} value={kind}>
            {kinds[kind]}
          </Checkbox>
        ))}
        <p className="mt-1 text-faint text-xs">
          Found by their form; each is counted in the manifest. Names and places in running text are not found.
        </p>
      </CheckboxGroup>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          label="Language"
          placeholder="en"
          hint="A tag such as en or de-CH, for rows and card."
          value={language}
          error={errorOf('language')}
          onChange={(value) => set({ language: value })}
        />
        <Field
          label="Licence"
          placeholder="CC-BY-4.0"
          hint="SPDX identifier, for the card."
          value={licence}
          error={errorOf('licence')}
          onChange={(value) => set({ licence: value })}
        />
      </div>
    </Section>
  )
}
