'use client'

import { type ComponentType, Suspense, useState } from 'react'
import { Card } from '@/components/admin/card'
import { Notice } from '@/components/admin/notice'
import { useAction } from '@/components/admin/use-action'
import { Button } from '@/components/ui/button'
import { Radio, RadioGroup } from '@/components/ui/choices'
import { Field } from '@/components/ui/field'
import { NumberField } from '@/components/ui/number-field'
import { Chip } from '@/components/ui/pill'
import { Skeleton } from '@/components/ui/states'
import type { ConfigFormProps } from '@/lib/core/labeler'
import { updateProjectAction } from '../../../actions'

export interface ProjectSettings {
  id: string
  name: string
  config: unknown
  configVersion: number
  defaultOverlap: number
  access: 'everyone' | 'members'
}

export function ProjectForm({
  project,
  typeName,
  ConfigForm,
}: {
  project: ProjectSettings
  typeName: string
  ConfigForm: ComponentType<ConfigFormProps<unknown>>
}) {
  const [draft, setDraft] = useState(project)
  const [saved, setSaved] = useState(false)
  const { run, isSending, errorOf, errorBeside } = useAction(updateProjectAction, () => setSaved(true))
  const set = (change: Partial<ProjectSettings>) => {
    setDraft({ ...draft, ...change })
    setSaved(false)
  }
  const { id, name, config, defaultOverlap, access } = draft
  const refusal = errorBeside(['change.name', 'change.defaultOverlap'])
  return (
    <Card
      title="Project"
      aside={
        <>
          <Chip>{typeName}</Chip>
          <Chip>config version {project.configVersion}</Chip>
        </>
      }
    >
      <form
        className="flex flex-col gap-5 border-line border-t p-4"
        onSubmit={(event) => {
          event.preventDefault()
          void run({ id, change: { name, config, defaultOverlap, access } })
        }}
      >
        <Field
          label="Name"
          isRequired
          value={name}
          onChange={(changed) => set({ name: changed })}
          error={errorOf('change.name')}
        />
        <Suspense fallback={<Skeleton className="h-40 w-full" />}>
          <ConfigForm config={config} onChange={(changed) => set({ config: changed })} />
        </Suspense>
        <p className="text-muted text-xs">
          A changed set-up is a new version. Answers keep the version they were given under; tasks that people hold open
          keep theirs.
        </p>
        <NumberField
          label="Answers per task in new batches"
          minValue={1}
          maxValue={20}
          value={defaultOverlap}
          onChange={(changed) => set({ defaultOverlap: changed })}
          error={errorOf('change.defaultOverlap')}
          className="max-w-64"
        />
        <RadioGroup
          label="Who may label"
          value={access}
          onChange={(value) => set({ access: value === 'members' ? 'members' : 'everyone' })}
        >
          <Radio value="everyone">Everyone</Radio>
          <Radio value="members">Members only</Radio>
        </RadioGroup>
        {refusal ? <Notice tone="danger">{refusal}</Notice> : null}
        <div className="flex items-center gap-3">
          <Button type="submit" variant="ink" waiting={isSending}>
            Save
          </Button>
          <span role="status" className="text-muted">
            {saved ? 'Saved' : ''}
          </span>
        </div>
      </form>
    </Card>
  )
}
