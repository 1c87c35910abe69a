import type { Metadata } from 'next'
import { Page } from '@/components/admin/card'
import { TopBar } from '@/components/admin/top-bar'
import { NamedIcon } from '@/components/ui/named-icon'
import { taskTypes } from '@/lib/task-types/registry'
import { viewer } from '../../load'
import { NewProject } from './new-project'

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
