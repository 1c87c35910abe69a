import { Package, Upload } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Command, PageCommands } from '@/components/admin/commands'
import { formatCount } from '@/components/admin/numbers'
import { TabLinks } from '@/components/admin/tab-links'
import { TopBar } from '@/components/admin/top-bar'
import { ButtonLink } from '@/components/ui/button-link'
import { Pill } from '@/components/ui/pill'
import { can } from '@/lib/server/access/assert-can'
import { readProject } from '@/lib/server/projects/projects'
import { load } from '../../../load'
import { batchesOf } from '../../../project-agreement'
import { Reproduce } from '../reproduce'

const icon = { 'aria-hidden': true, className: 'size-4', strokeWidth: 1.75 } as const

type Props = { children: ReactNode; params: Promise<{ id: string }> }

export default async function ProjectLayout({ children, params }: Props) {
  const { id } = await params
  const { project, batches, mayRead, mayImport, mayExport, maySet } = await load(async (actor) => {
    const thing = { projectId: id }
    const found = await readProject(actor, id)
    const [mine, mayRead, mayImport, mayExport, maySet] = await Promise.all([
      batchesOf(id),
      can(actor, 'read-agreement', thing),
      can(actor, 'import-tasks', thing),
      can(actor, 'create-export', thing),
      can(actor, 'update-project', thing),
    ])
    return { project: found, batches: mine, mayRead, mayImport, mayExport, maySet }
  })
  const at = `/projects/${id}`
  const tasks = batches.reduce((sum, { progress }) => sum + progress.tasks, 0)
  const commands: Command[] = [
    ...(mayImport ? [{ id: 'import', label: 'Import a batch', href: `${at}/import` }] : []),
    ...(mayExport
      ? [{ id: 'export', label: 'Export', detail: project.name, keys: 'e', href: `${at}/exports?new=1` }]
      : []),
  ]
  return (
    <>
      <TopBar crumbs={[{ label: 'Projects', href: '/projects' }, project.name]}>
        <ProjectState batches={batches} />
        {mayRead && batches.length > 0 ? <Reproduce projectId={id} /> : null}
        {mayImport ? (
          <ButtonLink href={`${at}/import`} icon={<Upload {...icon} />} className="max-sm:hidden">
            Import batch
          </ButtonLink>
        ) : null}
        {mayExport ? (
          <ButtonLink href={`${at}/exports?new=1`} variant="ink" keys="e" icon={<Package {...icon} />}>
            Export
          </ButtonLink>
        ) : null}
      </TopBar>
      <h1 className="sr-only">{project.name}</h1>
      <PageCommands commands={commands} />
      <TabLinks
        label="Project"
        tabs={[
          { href: at, title: 'Overview' },
          { href: `${at}/batches`, title: 'Batches', count: formatCount(batches.length) },
          ...(maySet ? [{ href: `${at}/tasks`, title: 'Tasks', count: formatCount(tasks) }] : []),
          { href: `${at}/guidelines`, title: 'Guidelines', count: `v${project.guidelinesVersion}` },
          ...(mayExport ? [{ href: `${at}/exports`, title: 'Exports' }] : []),
          ...(maySet ? [{ href: `${at}/people`, title: 'People' }] : []),
          ...(maySet ? [{ href: `${at}/settings`, title: 'Settings' }] : []),
        ]}
      />
      {children}
    </>
  )
}

function ProjectState({ batches }: { batches: readonly { status: string }[] }) {
  if (batches.length === 0) return null
  const active = batches.some(({ status }) => status === 'active')
  return (
    <Pill tone={active ? 'success' : 'plain'} outlined={!active} className="max-sm:hidden">
      {active ? 'Active' : 'No active batch'}
    </Pill>
  )
}
