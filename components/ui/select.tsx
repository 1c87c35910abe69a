'use client'

import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  Select as AriaSelect,
  type SelectProps as AriaSelectProps,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components'
import { cn } from './class-names'
import { controlClasses, FieldLabel, FieldNotes } from './field'

interface SelectOption<Value extends string = string> {
  value: Value
  label: string
  /** A second line, fainter. */
  detail?: string
}

export interface SelectProps<Value extends string>
  extends Omit<AriaSelectProps, 'className' | 'children' | 'onChange' | 'value'> {
  label: string
  hideLabel?: boolean
  hint?: ReactNode
  error?: ReactNode
  options: readonly SelectOption<NoInfer<Value>>[]
  value?: Value | null
  onChange?(value: Value): void
  className?: string
}

/** One of several; typing finds. Sends its value with a form under `name`. */
export function Select<Value extends string>({
  label,
  hideLabel,
  hint,
  error,
  options,
  value,
  onChange,
  className,
  ...rest
}: SelectProps<Value>) {
  const choose = (key: unknown) => {
    const option = options.find((candidate) => candidate.value === key)
    if (option) onChange?.(option.value)
  }
  return (
    <AriaSelect
      {...rest}
      {...(value === undefined ? {} : { value })}
      onChange={choose}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={cn('flex flex-col gap-1.5', className)}
    >
      <FieldLabel hidden={hideLabel ?? false}>{label}</FieldLabel>
      <AriaButton className={cn(controlClasses, 'flex h-(--h-control) items-center gap-2 text-start')}>
        <SelectValue className="min-w-0 flex-1 truncate data-placeholder:text-faint">
          {({ selectedText, defaultChildren }) => selectedText || defaultChildren}
        </SelectValue>
        <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-faint" strokeWidth={1.75} />
      </AriaButton>
      <FieldNotes hint={hint} error={error} />
      <Popover
        data-overlay=""
        className="z-(--z-pop) min-w-(--trigger-width) overflow-auto rounded-[11px] bg-raised p-1.5 shadow-pop data-entering:rising"
      >
        <ListBox items={options.map((option) => ({ ...option, id: option.value }))} className="outline-none">
          {(option) => (
            <ListBoxItem
              id={option.value}
              textValue={option.label}
              className="flex min-h-8 cursor-default items-center gap-2 rounded-[6px] px-2 py-1 outline-none data-focused:bg-hover coarse:min-h-11"
            >
              {({ isSelected }) => (
                <>
                  <span className="min-w-0 flex-1">
                    <span className="block">{option.label}</span>
                    {option.detail ? <span className="block text-faint text-xs">{option.detail}</span> : null}
                  </span>
                  {isSelected ? (
                    <Check aria-hidden="true" className="size-4 text-accent-text" strokeWidth={1.75} />
                  ) : null}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
