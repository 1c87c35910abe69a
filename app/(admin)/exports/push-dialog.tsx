'use client'

import { useId, useState } from 'react'
import { Notice } from '@/components/admin/notice'
import { countOf } from '@/components/admin/numbers'
import { useAction } from '@/components/admin/use-action'
import { Button } from '@/components/ui/button'
import { Switch } from '@/components/ui/choices'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import type { PushTargets, PushView } from '@/lib/server/export-push/read-pushes'
import type { ExportView } from '@/lib/server/exports/read-export'
import { pushExportAction } from './actions'

/** Where the files are to go: a dataset of a hub, or a folder of an object store that the operator allows. */
export function PushDialog({
  view,
  formatName,
  targets,
  like,
  onClose,
}: {
  view: ExportView
  formatName: string
  targets: PushTargets
  /** A push to repeat; all but the token is filled in. */
  like: PushView | null
  onClose(): void
}) {
  const form = useId()
  const before = beforeOf(like, targets)
  const [target, setTarget] = useState<PushView['target']>(like?.target ?? 'hub')
  const [repository, setRepository] = useState(before.repository)
  const [token, setToken] = useState('')
  const [isPrivate, setPrivate] = useState(true)
  const [store, setStore] = useState(before.store)
  const [folder, setFolder] = useState(before.folder)
  const { run, isSending, errorOf, errorBeside } = useAction(pushExportAction, onClose)
  const fields = ['order.repository', 'order.token', 'order.prefix']
  const problem = errorBeside(fields)
  const send = () =>
    run({
      id: view.id,
      order:
        target === 'hub'
          ? { target, repository, token, private: isPrivate, revision: before.revision }
          : { target, bucket: bucketOf(store), prefix: folderOf(store, folder) },
    })
  const named = view.filters.labelers === 'names'
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      width={520}
      title="Push to …"
      header={<span className="min-w-0 truncate text-muted">{formatName}</span>}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="ink" type="submit" form={form} waiting={isSending}>
            Push {countOf(view.manifest === null ? 0 : view.manifest.files.length + 1, 'file')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
        className="flex flex-col gap-4"
      >
        <Segmented
          label="Where to"
          className="self-start"
          options={[
            { value: 'hub', label: targets.hub },
            { value: 's3', label: 'Object store' },
          ]}
          value={target}
          onChange={(chosen) => setTarget(chosen)}
        />
        {target === 'hub' ? (
          <>
            <Field
              label="Dataset"
              autoComplete="off"
              placeholder="owner/name"
              hint="Made if it is not there. Files of the same name in it are replaced by a commit."
              value={repository}
              error={errorOf('order.repository')}
              onChange={setRepository}
            />
            <Field
              label="Token with write access"
              type="password"
              autoComplete="off"
              hint="Used for this push and kept nowhere."
              value={token}
              error={errorOf('order.token')}
              onChange={setToken}
            />
            <Switch isSelected={isPrivate} onChange={setPrivate}>
              Private, if it is made now
            </Switch>
            {view.filters.layout === 'huggingface' ? null : (
              <p className="text-faint text-xs">
                For a card, a viewer and load_dataset, export as a Hugging Face folder first.
              </p>
            )}
          </>
        ) : (
          <StoreFields
            stores={targets.stores}
            store={store}
            folder={folder}
            error={errorOf('order.prefix')}
            onStore={setStore}
            onFolder={setFolder}
          />
        )}
        {named ? (
          <Notice tone="warn">
            The names of labelers stand in these files. Who can read the place, can read them.
          </Notice>
        ) : null}
        {problem ? <Notice tone="danger">{problem}</Notice> : null}
      </form>
    </Dialog>
  )
}

function StoreFields({
  stores,
  store,
  folder,
  error,
  onStore,
  onFolder,
}: {
  stores: readonly string[]
  store: string
  folder: string
  error: string | undefined
  onStore(store: string): void
  onFolder(folder: string): void
}) {
  if (stores.length === 0) {
    return (
      <Notice>
        This installation has no object store. Whoever runs it can set one up: see “Object store” in the guide for
        operators.
      </Notice>
    )
  }
  return (
    <>
      <Select
        label="Place"
        hint="The operator allows these."
        options={stores.map((value) => ({ value, label: value }))}
        value={store}
        onChange={onStore}
      />
      <Field
        label="Folder"
        placeholder="exports/reviews"
        hint="What is there from this project is replaced; files of others are never touched."
        value={folder}
        error={error}
        onChange={onFolder}
      />
    </>
  )
}

/** What a push went to, as the fields hold it. */
function beforeOf(like: PushView | null, { stores }: PushTargets) {
  const [repository = '', revision = 'main'] = like?.target === 'hub' ? like.place.split('@') : []
  const known = stores.find((one) => like?.place.startsWith(one))
  const folder = known === undefined ? '' : (like?.place.slice(known.length).replace(/\/$/, '') ?? '')
  return { repository, revision, store: known ?? stores[0] ?? '', folder }
}

/** `s3://bucket/prefix/` → bucket, and the folder below its prefix. */
function bucketOf(store: string): string {
  return store.replace('s3://', '').split('/')[0] ?? ''
}

function folderOf(store: string, folder: string): string {
  return `${store.replace('s3://', '').split('/').slice(1).join('/')}${folder}`
}
