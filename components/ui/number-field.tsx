'use client'

import { Minus, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
  Group,
  Input,
} from 'react-aria-components'
import { cn } from './class-names'
import { FieldLabel, FieldNotes } from './field'

export interface NumberFieldProps extends Omit<AriaNumberFieldProps, 'className' | 'children'> {
  label: string
  hideLabel?: boolean
  hint?: ReactNode
  error?: ReactNode
  className?: string
}

/** A number with step buttons; arrows step, Page up and down step by ten. */
export function NumberField({ label, hideLabel, hint, error, className, ...rest }: NumberFieldProps) {
  const step =
    'flex h-full w-7 items-center justify-center text-muted hover:bg-hover hover:text-text data-disabled:text-disabled coarse:w-11'
  return (
    <AriaNumberField
      {...rest}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={cn('flex flex-col gap-1.5', className)}
    >
      <FieldLabel hidden={hideLabel ?? false}>{label}</FieldLabel>
      <Group className="flex h-(--h-control) items-center overflow-hidden rounded-control border border-line-control bg-surface focus-within:border-focus focus-within:outline-1 focus-within:outline-focus focus-within:-outline-offset-2 data-invalid:border-danger">
        <Input className="tabular h-full w-full min-w-0 bg-transparent px-2.5 outline-none focus-visible:outline-none" />
        <AriaButton slot="decrement" className={step}>
          <Minus aria-hidden="true" className="size-3.5" strokeWidth={1.75} />
        </AriaButton>
        <AriaButton slot="increment" className={step}>
          <Plus aria-hidden="true" className="size-3.5" strokeWidth={1.75} />
        </AriaButton>
      </Group>
      <FieldNotes hint={hint} error={error} />
    </AriaNumberField>
  )
}
