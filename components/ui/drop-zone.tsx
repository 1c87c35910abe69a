'use client'

import { Upload } from 'lucide-react'
import type { ReactNode } from 'react'
import { DropZone as AriaDropZone, FileTrigger, Text } from 'react-aria-components'
import { Button } from './button'
import { cn } from './class-names'

export interface DropZoneProps {
  /** 'Drop a file here, or choose one' */
  label: string
  hint?: ReactNode
  /** Endings or media types, as in `accept` of a file input. */
  accept?: string[]
  multiple?: boolean
  buttonLabel?: string
  isDisabled?: boolean
  onFiles(files: File[]): void
  className?: string
  children?: ReactNode
}

/** Takes files by drop, by paste and by a button. */
export function DropZone({
  label,
  hint,
  accept,
  multiple = false,
  buttonLabel = 'Choose a file',
  isDisabled = false,
  onFiles,
  className,
  children,
}: DropZoneProps) {
  return (
    <AriaDropZone
      isDisabled={isDisabled}
      onDrop={async (event) => {
        const files = await Promise.all(event.items.flatMap((item) => (item.kind === 'file' ? [item.getFile()] : [])))
        if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1))
      }}
      className={cn(
        'flex flex-col items-center justify-center gap-2 rounded-card border border-line-control border-dashed bg-bg px-4 py-6 text-center data-drop-target:border-accent data-drop-target:bg-accent-soft data-disabled:opacity-60',
        className,
      )}
    >
      <Upload aria-hidden="true" className="size-4.5 text-muted" strokeWidth={1.75} />
      <Text slot="label" className="font-medium">
        {label}
      </Text>
      {hint ? <span className="text-faint text-xs">{hint}</span> : null}
      <FileTrigger
        allowsMultiple={multiple}
        {...(accept ? { acceptedFileTypes: accept } : {})}
        onSelect={(list) => {
          const files = list ? [...list] : []
          if (files.length > 0) onFiles(files)
        }}
      >
        <Button size="small" isDisabled={isDisabled}>
          {buttonLabel}
        </Button>
      </FileTrigger>
      {children}
    </AriaDropZone>
  )
}
