'use client'

import { useRouter } from 'next/navigation'
import { type ComponentType, type ReactNode, Suspense, useState } from 'react'
import { Radio as AriaRadio, RadioGroup as AriaRadioGroup, Label } from 'react-aria-components'
import { GuidelinesEditor } from '@/components/admin/guidelines-editor'
import { Notice } from '@/components/admin/notice'
import { useAction } from '@/components/admin/use-action'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Radio, RadioGroup } from '@/components/ui/choices'
import { Field } from '@/components/ui/field'
import { NumberField } from '@/components/ui/number-field'
import { Skeleton } from '@/components/ui/states'
import type { ConfigFormProps, LabelerProps } from '@/lib/core/labeler'
import { createProjectAction } from '../actions'
import { Preview, type PreviewTask } from './preview'

export interface TypeChoice {
  id: string
  name: string
  description: string
  icon: ReactNode
  defaultConfig: unknown
  ConfigForm: ComponentType<ConfigFormProps<unknown>>
  Labeler: ComponentType<LabelerProps<unknown, unknown, unknown>>
  sample: PreviewTask | null
}

/** What people do, what it is called, its labels, its guidelines. Each type keeps what was set for it while one compares. */
export function NewProject({ types }: { types: readonly TypeChoice[] }) {
  const router = useRouter()
  const [typeId, setTypeId] = useState(types[0]?.id ?? '')
  const [configs, setConfigs] = useState<Record<string, unknown>>({})
  const [name, setName] = useState('')
  const [guidelines, setGuidelines] = useState('')
  const [overlap, setOverlap] = useState(3)
  const [access, setAccess] = useState<'everyone' | 'members'>('everyone')
  const { run, isSending, errorOf, errorBeside } = useAction(createProjectAction, ({ id }) =>
    router.push(`/projects/${id}/import`),
  )
  const type = types.find(({ id }) => id === typeId)
  if (!type) return <Notice tone="danger">This installation has no task types.</Notice>
  const config = configs[type.id] ?? type.defaultConfig
  const create = () => run({ name, taskType: type.id, config, guidelines, defaultOverlap: overlap, access })
  const refusal = errorBeside(['name', 'guidelines', 'defaultOverlap'])
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void create()
      }}
      className="grid items-start gap-x-8 gap-y-6 xl:grid-cols-[minmax(0,27rem)_minmax(0,1fr)]"
    >
      <div className="flex min-w-0 flex-col gap-6">
        <TypeChoices types={types} value={type.id} onChange={setTypeId} description={type.description} />
        <Field label="Name" value={name} onChange={setName} isRequired large error={errorOf('name')} />
        <Suspense fallback={<Skeleton className="h-40 w-full" />}>
          <type.ConfigForm
            key={type.id}
            config={config}
            onChange={(changed) => setConfigs({ ...configs, [type.id]: changed })}
          />
        </Suspense>
        <NumberField
          label="Answers per task"
          hint="How many people label each task. Two or more are needed to measure agreement; a batch may differ."
          minValue={1}
          maxValue={20}
          value={overlap}
          onChange={setOverlap}
          error={errorOf('defaultOverlap')}
          className="max-w-64"
        />
        <RadioGroup
          label="Who may label"
          value={access}
          onChange={(value) => setAccess(value === 'members' ? 'members' : 'everyone')}
        >
          <Radio value="everyone" detail="Every labeler of this installation.">
            Everyone
          </Radio>
          <Radio value="members" detail="Only people you add in the project’s settings.">
            Members only
          </Radio>
        </RadioGroup>
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        <Preview key={type.id} projectName={name} task={type.sample} config={config} Labeler={type.Labeler} />
        <GuidelinesEditor
          value={guidelines}
          onChange={setGuidelines}
          error={errorOf('guidelines')}
          hint="Labelers read them beside each task. They may follow later, in versions."
        />
      </div>
      <div className="flex flex-col gap-3 xl:col-span-2">
        {refusal ? <Notice tone="danger">{refusal}</Notice> : null}
        <div className="flex flex-wrap items-center gap-2 max-sm:*:flex-1">
          <Button type="submit" variant="ink" size="large" waiting={isSending}>
            Create project
          </Button>
          <ButtonLink href="/projects" variant="ghost" size="large">
            Cancel
          </ButtonLink>
        </div>
      </div>
    </form>
  )
}

function TypeChoices({
  types,
  value,
  onChange,
  description,
}: {
  types: readonly TypeChoice[]
  value: string
  onChange(id: string): void
  description: string
}) {
  return (
    <AriaRadioGroup value={value} onChange={onChange} className="flex flex-col gap-2">
      <Label className="font-medium">What do people do?</Label>
      <div className="flex flex-wrap gap-2">
        {types.map((type) => (
          <AriaRadio
            key={type.id}
            value={type.id}
            className="inline-flex h-9.5 cursor-pointer items-center gap-2 rounded-control border border-line-strong bg-surface px-3 font-medium hover:bg-hover data-focus-visible:outline-2 data-focus-visible:outline-focus data-focus-visible:outline-offset-2 data-selected:border-accent data-selected:bg-accent-soft data-selected:outline-1 data-selected:outline-accent coarse:h-11"
          >
            {type.icon}
            {type.name}
          </AriaRadio>
        ))}
      </div>
      <p aria-live="polite" className="text-muted text-xs">
        {description}
      </p>
    </AriaRadioGroup>
  )
}
