'use client'

import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Checkbox as AriaCheckbox,
  type CheckboxProps as AriaCheckboxProps,
  Radio as AriaRadio,
  RadioGroup as AriaRadioGroup,
  type RadioGroupProps as AriaRadioGroupProps,
  type RadioProps as AriaRadioProps,
  Switch as AriaSwitch,
  type SwitchProps as AriaSwitchProps,
} from 'react-aria-components'
import { cn } from './class-names'
import { FieldLabel, FieldNotes } from './field'

const row = 'group flex min-h-6 items-center gap-2 data-disabled:text-disabled coarse:min-h-11'
const mark =
  'flex size-4 shrink-0 items-center justify-center border border-line-control bg-surface text-on-accent group-data-focus-visible:outline-2 group-data-focus-visible:outline-focus group-data-focus-visible:outline-offset-2 group-data-selected:border-accent group-data-selected:bg-accent group-data-indeterminate:border-accent group-data-indeterminate:bg-accent group-data-disabled:border-line'

export interface CheckboxProps extends Omit<AriaCheckboxProps, 'className' | 'children'> {
  children?: ReactNode
  className?: string
}

export function Checkbox({ children, className, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className={cn(row, 'data-focus-visible:outline-none', className)}>
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className={cn(mark, 'rounded-[4px]')}>
            {isIndeterminate ? <Minus aria-hidden="true" className="size-3" strokeWidth={3} /> : null}
            {isSelected && !isIndeterminate ? <Check aria-hidden="true" className="size-3" strokeWidth={3} /> : null}
          </span>
          {children}
        </>
      )}
    </AriaCheckbox>
  )
}

export interface RadioGroupProps extends Omit<AriaRadioGroupProps, 'className' | 'children'> {
  label: string
  hideLabel?: boolean
  hint?: ReactNode
  error?: ReactNode
  children: ReactNode
  className?: string
  /** Classes of the row or column that holds the radios. */
  listClassName?: string
}

/** A group of `Radio`s, moved through with arrows. */
export function RadioGroup({
  label,
  hideLabel,
  hint,
  error,
  children,
  className,
  listClassName,
  ...rest
}: RadioGroupProps) {
  return (
    <AriaRadioGroup
      {...rest}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={cn('flex flex-col gap-1.5', className)}
    >
      <FieldLabel hidden={hideLabel ?? false}>{label}</FieldLabel>
      <div className={cn('flex flex-col gap-1', listClassName)}>{children}</div>
      <FieldNotes hint={hint} error={error} />
    </AriaRadioGroup>
  )
}

export interface RadioProps extends Omit<AriaRadioProps, 'className' | 'children'> {
  children?: ReactNode
  /** A second line, fainter. */
  detail?: ReactNode
  className?: string
}

export function Radio({ children, detail, className, ...rest }: RadioProps) {
  return (
    <AriaRadio {...rest} className={cn(row, 'data-focus-visible:outline-none', detail && 'items-start', className)}>
      <span className={cn(mark, 'rounded-full', detail && 'mt-0.5')}>
        <span className="size-1.5 rounded-full bg-on-accent opacity-0 group-data-selected:opacity-100" />
      </span>
      <span>
        <span className="block">{children}</span>
        {detail ? <span className="block text-faint text-xs">{detail}</span> : null}
      </span>
    </AriaRadio>
  )
}

export interface SwitchProps extends Omit<AriaSwitchProps, 'className' | 'children'> {
  children?: ReactNode
  className?: string
}

/** On or off, at once. */
export function Switch({ children, className, ...rest }: SwitchProps) {
  return (
    <AriaSwitch {...rest} className={cn(row, 'data-focus-visible:outline-none', className)}>
      {children}
      <span className="flex h-4.5 w-7.5 shrink-0 items-center rounded-full border border-line-control bg-sunken p-0.5 transition-colors duration-(--t-hover) group-data-focus-visible:outline-2 group-data-focus-visible:outline-focus group-data-focus-visible:outline-offset-2 group-data-selected:border-accent group-data-selected:bg-accent group-data-disabled:border-line">
        <span className="size-3 rounded-full bg-faint transition-transform duration-(--t-hover) group-data-selected:translate-x-3 group-data-selected:bg-on-accent rtl:group-data-selected:-translate-x-3" />
      </span>
    </AriaSwitch>
  )
}
