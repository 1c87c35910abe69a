'use client'

import { Switch } from '@/components/ui/choices'
import { NumberField } from '@/components/ui/number-field'
import { Select } from '@/components/ui/select'

export interface RulesDraft {
  kind: 'work' | 'training' | 'qualification'
  /** Percent of a labeler's tasks. */
  goldPercent: number
  adaptive: { percent: number; cap: number } | null
}

const kinds = [
  { value: 'work', label: 'Work' },
  { value: 'training', label: 'Training' },
  { value: 'qualification', label: 'Qualification' },
] as const

const meaning = {
  work: 'Answers are measured and exported.',
  training:
    'Only tasks with a known answer are handed out. Labelers see it after each answer. Nothing is measured or exported.',
  qualification:
    'Only tasks with a known answer are handed out, without telling it. Who reaches the mark of the project may do real work.',
} as const

const percent = { style: 'unit', unit: 'percent' } as const

/** What a batch is for, how many known answers are mixed in, and where it asks one more person. */
export function BatchRulesFields({
  rules,
  overlap,
  onChange,
  errorOf,
}: {
  rules: RulesDraft
  overlap: number
  onChange(rules: RulesDraft): void
  errorOf(field: string): string | undefined
}) {
  const set = (change: Partial<RulesDraft>) => onChange({ ...rules, ...change })
  const { adaptive } = rules
  return (
    <fieldset className="flex flex-col gap-4 border-line border-t pt-4">
      <legend className="sr-only">Known answers and certainty</legend>
      <Select<RulesDraft['kind']>
        label="What it is for"
        options={kinds}
        value={rules.kind}
        onChange={(kind) => set(kind === 'work' ? { kind } : { kind, goldPercent: 0, adaptive: null })}
        hint={meaning[rules.kind]}
        error={errorOf('kind')}
      />
      {rules.kind === 'work' ? (
        <>
          <NumberField
            label="Known answers mixed in"
            hint={goldWords(rules.goldPercent)}
            minValue={0}
            maxValue={50}
            formatOptions={percent}
            value={rules.goldPercent}
            onChange={(goldPercent) => set({ goldPercent: Number.isNaN(goldPercent) ? 0 : goldPercent })}
            error={errorOf('change.goldRate')}
          />
          <Switch
            isSelected={adaptive !== null}
            onChange={(on) => set({ adaptive: on ? { percent: 95, cap: Math.min(20, overlap + 2) } : null })}
          >
            Ask one more person where the answer is unsure
          </Switch>
          {adaptive === null ? null : (
            <div className="grid grid-cols-2 gap-3">
              <NumberField
                label="Until it is as sure as"
                minValue={1}
                maxValue={99}
                formatOptions={percent}
                value={adaptive.percent}
                onChange={(value) => set({ adaptive: { ...adaptive, percent: value } })}
              />
              <NumberField
                label="At most, people"
                minValue={2}
                maxValue={20}
                value={adaptive.cap}
                onChange={(cap) => set({ adaptive: { ...adaptive, cap } })}
                error={errorOf('adaptive')}
              />
              <p className="col-span-2 text-muted text-xs">
                Every task gets {overlap} answers. One less certain than {adaptive.percent} % gets one more, and again,
                up to {adaptive.cap}. Types without categories go by their mean agreement.
              </p>
            </div>
          )}
        </>
      ) : null}
    </fieldset>
  )
}

function goldWords(share: number): string {
  if (share === 0) return 'None: tasks with a known answer are handed out like all others.'
  return `About one in ${Math.round(100 / share)} tasks of each labeler, at random places nobody can tell. They come on top of the tasks and fill no places.`
}
