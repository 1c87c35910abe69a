'use client'

import { BookOpen, ChevronLeft, Ellipsis, Keyboard, PanelBottom } from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { AccountMenu } from '@/components/layout/account-menu'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Menu, MenuItem } from '@/components/ui/menu'
import { Progress } from '@/components/ui/progress'
import type { QueueProgress } from './assignment'
import { changePreferences, scaleBy, useLabelingPreferences } from './preferences'
import { TextSize } from './text-size'

export interface WorkspaceBarProps {
  homeHref: string
  projectName: string
  batchName: string | null
  progress: QueueProgress | null
  savePill: ReactNode
  userName: string
  guidelines: { open: boolean; isNew: boolean; toggle(): void }
  onKeys(): void
  /** Opens the task type's panel on a narrow screen; null where it has none. */
  panel: { name: string; toggle(): void } | null
  onNote(): void
}

/** The bar above: where one is, how far, what is kept, the guidelines at hand. */
export function WorkspaceBar(props: WorkspaceBarProps) {
  const { progress, guidelines } = props
  const at = progress ? Math.min(progress.done + 1, Math.max(1, progress.total)) : null
  const share = progress && progress.total > 0 ? progress.done / progress.total : 0
  const count = progress && at !== null ? `${at} of ${progress.total}` : ''
  return (
    <header className="relative z-(--z-sticky) flex h-(--bar) items-center gap-2.5 border-line border-b bg-surface px-3 max-sm:gap-1 max-sm:px-1.5">
      <ButtonLink href={props.homeHref} variant="ghost" iconOnly aria-label="Back to queues" className="max-sm:size-10">
        <ChevronLeft aria-hidden="true" className="flip-rtl size-4.5" strokeWidth={1.75} />
      </ButtonLink>
      <div className="flex min-w-0 items-center gap-2 max-sm:hidden">
        <h1 className="truncate font-semibold text-sm tracking-normal" title={props.projectName}>
          {props.projectName}
        </h1>
        {props.batchName ? (
          <>
            <span aria-hidden="true" className="text-disabled">
              /
            </span>
            <span className="truncate text-muted" title={props.batchName}>
              {props.batchName}
            </span>
          </>
        ) : null}
      </div>
      <div className="ms-3.5 flex shrink-0 items-center gap-2.5 max-sm:hidden">
        <Progress value={share} label="Your progress" className="w-28" />
        <span className="text-faint text-xs tabular">
          {progress && at !== null ? (
            <>
              <b className="font-medium text-text">{at}</b> of {progress.total.toLocaleString('en-GB')}
            </>
          ) : null}
        </span>
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-1.25 pe-1.5 sm:hidden">
        <span className="flex items-center justify-between gap-2">
          <b className="truncate font-semibold">{props.projectName}</b>
          <span className="shrink-0 text-faint text-xs tabular">{count}</span>
        </span>
        <Progress value={share} label="Your progress" />
      </div>
      <span className="flex-1 max-sm:hidden" />
      {props.savePill}
      <Button
        variant="ghost"
        size="small"
        keys="g"
        aria-pressed={guidelines.open}
        onPress={guidelines.toggle}
        className="max-sm:hidden"
        icon={
          <span className="relative">
            <BookOpen aria-hidden="true" className="size-4" strokeWidth={1.75} />
            {guidelines.isNew ? (
              <span className="absolute -end-1 -top-1 size-2 rounded-full bg-info ring-2 ring-surface" />
            ) : null}
          </span>
        }
      >
        Guidelines
        {guidelines.isNew ? <span className="sr-only">, new version</span> : null}
      </Button>
      <TextSize className="max-sm:hidden" />
      <Button
        variant="ghost"
        size="small"
        iconOnly
        aria-label="Keys"
        keys="?"
        onPress={props.onKeys}
        className="max-sm:hidden"
      >
        <Keyboard aria-hidden="true" className="size-4.5" strokeWidth={1.75} />
      </Button>
      {props.panel ? (
        <Button
          variant="ghost"
          iconOnly
          aria-label={props.panel.name}
          onPress={props.panel.toggle}
          className="max-sm:size-10 lg:hidden"
        >
          <PanelBottom aria-hidden="true" className="size-4.5" strokeWidth={1.75} />
        </Button>
      ) : null}
      <span className="max-sm:hidden">
        <AccountMenu name={props.userName} />
      </span>
      <span className="sm:hidden">
        <MoreMenu {...props} />
      </span>
    </header>
  )
}

function MoreMenu({ guidelines, onKeys, onNote, homeHref }: WorkspaceBarProps) {
  const { contentScale } = useLabelingPreferences()
  const router = useRouter()
  return (
    <Menu
      label="More"
      trigger={
        <Button variant="ghost" iconOnly aria-label="More" className="size-10">
          <Ellipsis aria-hidden="true" className="size-4.5" strokeWidth={1.75} />
        </Button>
      }
    >
      <MenuItem onAction={guidelines.toggle}>{guidelines.isNew ? 'Guidelines, new version' : 'Guidelines'}</MenuItem>
      <MenuItem onAction={onNote}>Note</MenuItem>
      <MenuItem onAction={() => changePreferences({ contentScale: scaleBy(contentScale, 1) })}>Larger text</MenuItem>
      <MenuItem onAction={() => changePreferences({ contentScale: scaleBy(contentScale, -1) })}>Smaller text</MenuItem>
      <MenuItem onAction={onKeys}>Keys</MenuItem>
      <MenuItem onAction={() => router.push(homeHref)}>All queues</MenuItem>
    </Menu>
  )
}
