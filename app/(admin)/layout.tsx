import { KeyRound, Layers, Package, Scale, ScrollText, Tag, Users } from 'lucide-react'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { AdminShell } from '@/components/admin/shell'
import type { Navigation, NavLink } from '@/components/admin/side-bar'
import { OutboxKeeper } from '@/components/layout/outbox-keeper'
import { VerdictKeeper } from '@/components/review/verdict-keeper'
import { NamedIcon } from '@/components/ui/named-icon'
import { can } from '@/lib/server/access/assert-can'
import { listProjects } from '@/lib/server/projects/projects'
import { taskTypeOf } from '@/lib/task-types/registry'
import { viewer } from './load'

const icon = { 'aria-hidden': true, className: 'size-4 shrink-0', strokeWidth: 1.75 } as const

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const actor = await viewer()
  if (actor.role === 'labeler') redirect('/queues')
  const [projects, seesAll] = await Promise.all([listProjects(actor), can(actor, 'list-users', null)])
  const runsProjects = actor.role === 'admin' || actor.role === 'manager'
  const everything: NavLink[] = [
    { href: '/people', label: 'People', icon: <Users {...icon} /> },
    { href: '/audit', label: 'Audit log', icon: <ScrollText {...icon} /> },
  ]
  const navigation: Navigation = {
    main: [
      { href: '/projects', label: 'Projects', icon: <Layers {...icon} /> },
      { href: '/review', label: 'Review', icon: <Scale {...icon} /> },
      ...(runsProjects ? [{ href: '/exports', label: 'Exports', icon: <Package {...icon} /> }] : []),
      ...(seesAll ? everything : []),
    ],
    projects: projects
      .filter(({ role }) => role !== 'labeler')
      .slice(0, 60)
      .map(({ id, name, taskType }) => ({
        href: `/projects/${id}`,
        label: name,
        icon: <NamedIcon name={taskTypeOf(taskType).icon} className="size-4 shrink-0" />,
      })),
    end: [
      { href: '/queues', label: 'Label as yourself', icon: <Tag {...icon} /> },
      ...(runsProjects ? [{ href: '/settings/tokens', label: 'API tokens', icon: <KeyRound {...icon} /> }] : []),
    ],
    person: { name: actor.name, role: actor.role },
  }
  return (
    <AdminShell navigation={navigation}>
      <OutboxKeeper userId={actor.userId} />
      <VerdictKeeper userId={actor.userId} />
      {children}
    </AdminShell>
  )
}
