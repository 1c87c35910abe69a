import Link from 'next/link'
import { Suspense } from 'react'
import { FigureRow, measureName } from '@/components/admin/agreement-figure'
import { Card } from '@/components/admin/card'
import { countOf, percentOf } from '@/components/admin/numbers'
import { phoneRow } from '@/components/admin/phone-row'
import { TypeTile } from '@/components/admin/type-tile'
import { cn } from '@/components/ui/class-names'
import { Progress } from '@/components/ui/progress'
import { Skeleton } from '@/components/ui/states'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, TableRowHeader } from '@/components/ui/table'
import type { listProjects } from '@/lib/server/projects/projects'
import { taskTypeOf } from '@/lib/task-types/registry'
import { batchesOf, glanceOf } from '../project-agreement'
import { watched } from '../watched'
import { TimeCell, WeekCell } from './week'

type Project = Awaited<ReturnType<typeof listProjects>>[number]

/** One row a project: how far, how good, what is disputed. */
export function ProjectTable({ projects }: { projects: readonly Project[] }) {
  return (
    <Card>
      <Table label="Projects">
        <TableHead className="max-sm:sr-only">
          <TableRow>
            <TableHeader>Project</TableHeader>
            <TableHeader>Progress</TableHeader>
            <TableHeader>Agreement (headline, 95 %)</TableHeader>
            <TableHeader end>Disputed</TableHeader>
            <TableHeader>Seven days</TableHeader>
            <TableHeader end>Time per answer</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {projects.map((project) => (
            <TableRow key={project.id} className={cn('hover:bg-hover', phoneRow)}>
              <TableRowHeader className="h-14 min-w-56 max-w-72 max-sm:col-span-2 max-sm:max-w-none">
                <span className="flex items-center gap-3">
                  <TypeTile name={taskTypeOf(project.taskType).icon} />
                  <span className="min-w-0">
                    <Link
                      href={`/projects/${project.id}`}
                      prefetch={false}
                      title={project.name}
                      className="block truncate font-semibold hover:underline"
                    >
                      {project.name}
                    </Link>
                    <Suspense fallback={<Skeleton className="w-24" />}>
                      <Size projectId={project.id} />
                    </Suspense>
                  </span>
                </span>
              </TableRowHeader>
              <TableCell className="min-w-44">
                <Suspense fallback={<Skeleton className="w-32" />}>
                  <Answered projectId={project.id} name={project.name} />
                </Suspense>
              </TableCell>
              <TableCell className="min-w-72 max-w-80 max-sm:order-2 max-sm:col-span-2 max-sm:max-w-none">
                <Suspense fallback={<Skeleton className="w-48" />}>
                  <Agreement projectId={project.id} />
                </Suspense>
              </TableCell>
              <TableCell end>
                <Suspense fallback={<Skeleton className="ms-auto w-6" />}>
                  <Disputed projectId={project.id} />
                </Suspense>
                <span className="text-muted sm:hidden"> disputed</span>
              </TableCell>
              <TableCell className="min-w-36 max-sm:order-3">
                <Suspense fallback={<Skeleton className="w-24" />}>
                  <WeekCell projectId={project.id} />
                </Suspense>
              </TableCell>
              <TableCell end className="max-sm:order-4">
                <Suspense fallback={<Skeleton className="ms-auto w-10" />}>
                  <TimeCell projectId={project.id} />
                </Suspense>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}

async function Size({ projectId }: { projectId: string }) {
  const batches = await watched(() => batchesOf(projectId))
  if (batches === null) return <span className="font-normal text-muted text-xs">open to you as a labeler</span>
  const tasks = batches.reduce((sum, { progress }) => sum + progress.tasks, 0)
  const paused = batches.length > 0 && batches.every(({ status }) => status !== 'active')
  return (
    <span className="block font-normal text-muted text-xs">
      {countOf(batches.length, 'batch', 'batches')}, {countOf(tasks, 'task')}
      {paused ? ', none active' : ''}
    </span>
  )
}

async function Answered({ projectId, name }: { projectId: string; name: string }) {
  const batches = await watched(() => batchesOf(projectId))
  if (batches === null) return <span className="text-faint">–</span>
  const wanted = batches.reduce((sum, { progress }) => sum + progress.wanted, 0)
  const submitted = batches.reduce((sum, { progress }) => sum + progress.submitted, 0)
  if (wanted === 0) return <span className="text-muted">No tasks yet</span>
  return (
    <span className="flex items-center gap-2.5" title={`${submitted} of ${wanted} answers`}>
      <Progress value={submitted / wanted} label={`Answers of ${name}`} className="w-30 shrink-0" />
      <span className="whitespace-nowrap tabular">{percentOf(submitted, wanted)} %</span>
    </span>
  )
}

async function Agreement({ projectId }: { projectId: string }) {
  const found = await watched(() => glanceOf(projectId, null))
  if (found === null) return <span className="text-faint">–</span>
  const { figure, measure } = found
  if (figure.n_items === 0) return <span className="text-muted">No task has two answers yet</span>
  return <FigureRow figure={figure} name={measureName(measure)} />
}

async function Disputed({ projectId }: { projectId: string }) {
  const found = await watched(() => glanceOf(projectId, null))
  return found?.disputed ?? '–'
}
