'use client'

import { BookOpen } from 'lucide-react'
import { useState } from 'react'
import { Card } from '@/components/admin/card'
import { GuidelinesEditor } from '@/components/admin/guidelines-editor'
import { Moment } from '@/components/admin/moment'
import { Notice } from '@/components/admin/notice'
import { useAction } from '@/components/admin/use-action'
import { Markdown } from '@/components/markdown/markdown'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { Field } from '@/components/ui/field'
import { EmptyState } from '@/components/ui/states'
import { publishGuidelinesAction } from '../../../actions'

interface Version {
  version: number
  markdown: string
  note: string
  createdAt: string
}

/** What labelers read, every version of it, and the next one. Answers name the version they were given under. */
export function GuidelinesVersions({
  projectId,
  versions,
  mayPublish,
}: {
  projectId: string
  versions: readonly Version[]
  mayPublish: boolean
}) {
  const newest = versions[0]
  const [shown, setShown] = useState(newest?.version ?? 0)
  const [editing, setEditing] = useState(false)
  if (editing) {
    return <NextVersion projectId={projectId} from={newest} onClose={() => setEditing(false)} />
  }
  const version = versions.find((candidate) => candidate.version === shown)
  const edit = mayPublish ? (
    <Button size="small" onPress={() => setEditing(true)}>
      {newest === undefined ? 'Write guidelines' : `Write version ${newest.version + 1}`}
    </Button>
  ) : null
  if (version === undefined) {
    return (
      <Card>
        <EmptyState
          icon={<BookOpen aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
          title="No guidelines yet"
          actions={edit}
        >
          Labelers agree better when they read the same rules. They open them beside each task with G.
        </EmptyState>
      </Card>
    )
  }
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <Card title={`Version ${version.version}`} aside={edit}>
        <div className="border-line border-t px-5 py-4">
          <Markdown key={version.version} text={version.markdown} className="read-text max-w-170" />
        </div>
      </Card>
      <Card title="Versions">
        <ol className="*:border-line *:border-t">
          {versions.map((one) => (
            <li key={one.version}>
              <button
                type="button"
                aria-pressed={one.version === shown}
                onClick={() => setShown(one.version)}
                className={cn(
                  'block w-full px-4 py-2.5 text-start hover:bg-hover focus-visible:-outline-offset-2',
                  one.version === shown && 'bg-accent-soft hover:bg-accent-soft',
                )}
              >
                <span className="flex justify-between gap-2">
                  <b className="font-semibold">Version {one.version}</b>
                  <span className="text-muted text-xs">
                    <Moment iso={one.createdAt} as="date" />
                  </span>
                </span>
                {one.note ? <span className="wrap-anywhere block text-muted text-xs">{one.note}</span> : null}
              </button>
            </li>
          ))}
        </ol>
      </Card>
    </div>
  )
}

function NextVersion({ projectId, from, onClose }: { projectId: string; from: Version | undefined; onClose(): void }) {
  const [markdown, setMarkdown] = useState(from?.markdown ?? '')
  const [note, setNote] = useState('')
  const { run, isSending, errorOf, errorBeside } = useAction(publishGuidelinesAction, onClose)
  const next = (from?.version ?? 0) + 1
  const refusal = errorBeside(['guidelines.markdown', 'guidelines.note'])
  return (
    <form
      className="flex max-w-220 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void run({ id: projectId, guidelines: { markdown, note } })
      }}
    >
      <GuidelinesEditor value={markdown} onChange={setMarkdown} error={errorOf('guidelines.markdown')} rows={24} />
      <Field
        label="What changed"
        hint="Stands above the new version; labelers see that there is one."
        value={note}
        onChange={setNote}
        error={errorOf('guidelines.note')}
      />
      {refusal ? <Notice tone="danger">{refusal}</Notice> : null}
      <div className="flex gap-2">
        <Button
          type="submit"
          variant="ink"
          waiting={isSending}
          isDisabled={markdown.trim() === '' || markdown === from?.markdown}
        >
          Publish version {next}
        </Button>
        <Button variant="ghost" onPress={onClose}>
          Cancel
        </Button>
        {markdown.trim() === '' || markdown === from?.markdown ? (
          <span className="self-center text-faint text-xs">Change the text first.</span>
        ) : null}
      </div>
    </form>
  )
}
