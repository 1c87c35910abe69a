import type { Metadata } from 'next'
import { Page } from '@/components/admin/card'
import { TopBar } from '@/components/admin/top-bar'
import { NamedIcon } from '@/components/ui/named-icon'
import type { AnyTaskType } from '@/lib/core/task-type'
import { taskTypes } from '@/lib/task-types/registry'
import { viewer } from '../../load'
import { NewProject } from './new-project'
import type { PreviewTask } from './preview'

export const metadata: Metadata = { title: 'New project' }

export default async function NewProjectPage() {
  await viewer()
  const types = Object.entries(taskTypes).map(([id, spec]) => ({
    id,
    name: spec.name,
    description: spec.description,
    icon: <NamedIcon name={spec.icon} className="size-4" />,
    defaultConfig: spec.defaultConfig,
    ConfigForm: spec.ConfigForm,
    Labeler: spec.Labeler,
    sample: sampleOf(spec),
  }))
  return (
    <>
      <TopBar crumbs={[{ label: 'Projects', href: '/projects' }, 'New project']} />
      <Page title="New project">
        <NewProject types={types} />
      </Page>
    </>
  )
}

/** The type's first sample as a labeler would see it; null where it shows a file, which a new installation does not have. */
function sampleOf(spec: AnyTaskType): PreviewTask | null {
  const sample = spec.samples[0]
  if (sample === undefined) return null
  const line = spec.line.parse(sample.line)
  if (spec.media(line).length > 0) return null
  const payload = spec.store(line, new Map())
  return { view: spec.view(payload), order: [...Array(spec.alternatives(payload)).keys()] }
}
