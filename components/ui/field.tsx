'use client'

import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  TextArea as AriaTextArea,
  FieldError,
  Group,
  Input,
  Label,
  Text,
  TextField,
  type TextFieldProps,
} from 'react-aria-components'
import { cn } from './class-names'

export const controlClasses =
  'w-full min-w-0 rounded-control border border-line-control bg-surface px-2.5 text-text transition-colors duration-(--t-hover) focus:border-focus focus:outline-1 focus:outline-focus focus:-outline-offset-2 data-invalid:border-danger data-disabled:border-line data-disabled:text-disabled data-readonly:bg-sunken'

/** The words above a control. */
export function FieldLabel({ children, hidden = false }: { children: ReactNode; hidden?: boolean }) {
  return <Label className={hidden ? 'sr-only' : 'font-medium'}>{children}</Label>
}

/** Below a control: what is wrong and the remedy, else the hint. */
export function FieldNotes({ hint, error }: { hint?: ReactNode; error?: ReactNode }) {
  return (
    <>
      {hint ? (
        <Text slot="description" className="text-faint text-xs">
          {hint}
        </Text>
      ) : null}
      <FieldError className="flex items-start gap-1.5 text-danger-text text-xs">
        {({ validationErrors }) => (
          <>
            <CircleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" strokeWidth={1.75} />
            <span>{error ?? validationErrors.join(' ')}</span>
          </>
        )}
      </FieldError>
    </>
  )
}

export interface FieldProps extends Omit<TextFieldProps, 'className' | 'children'> {
  label: string
  /** The label is spoken but not drawn. */
  hideLabel?: boolean
  hint?: ReactNode
  /** What is wrong and what to do. The field is marked refused. */
  error?: ReactNode
  placeholder?: string
  /** Inside the outline, before and after the text: an icon, a unit, a button. */
  before?: ReactNode
  after?: ReactNode
  /** 38 px, for forms of one column. */
  large?: boolean
  className?: string
}

/** A one-line text field with its label, hint and error. */
export function Field({
  label,
  hideLabel,
  hint,
  error,
  placeholder,
  before,
  after,
  large,
  className,
  ...rest
}: FieldProps) {
  return (
    <TextField
      {...rest}
      isInvalid={Boolean(error) || rest.isInvalid === true}
      validationBehavior="aria"
      className={cn('flex flex-col gap-1.5', className)}
    >
      <FieldLabel hidden={hideLabel ?? false}>{label}</FieldLabel>
      {before || after ? (
        <Group
          className={cn(
            'flex w-full items-center gap-2 rounded-control border border-line-control bg-surface px-2.5 focus-within:border-focus focus-within:outline-1 focus-within:outline-focus focus-within:-outline-offset-2 data-invalid:border-danger',
            large ? 'h-9.5 coarse:h-(--h-control)' : 'h-(--h-control)',
          )}
        >
          {before}
          <Input
            placeholder={placeholder}
            className="h-full w-full min-w-0 bg-transparent outline-none focus-visible:outline-none"
          />
          {after}
        </Group>
      ) : (
        <Input
          placeholder={placeholder}
          className={cn(controlClasses, large ? 'h-9.5 coarse:h-(--h-control)' : 'h-(--h-control)')}
        />
      )}
      <FieldNotes hint={hint} error={error} />
    </TextField>
  )
}

export interface TextAreaProps extends Omit<TextFieldProps, 'className' | 'children'> {
  label: string
  hideLabel?: boolean
  hint?: ReactNode
  error?: ReactNode
  placeholder?: string
  rows?: number
  /** Direction and language of what is written; `auto` by its first strong letter. */
  dir?: 'auto' | 'ltr' | 'rtl'
  lang?: string
  className?: string
  /** Classes of the text area itself. */
  areaClassName?: string
}

/** A text that takes the focus by itself goes on where it ends. */
export function TextArea({
  label,
  hideLabel,
  hint,
  error,
  placeholder,
  rows = 4,
  dir = 'auto',
  lang,
  className,
  areaClassName,
  ...rest
}: TextAreaProps) {
  const onFocus: NonNullable<TextFieldProps['onFocus']> = (event) => {
    rest.onFocus?.(event)
    const area: Element = event.target
    if (rest.autoFocus && area instanceof HTMLTextAreaElement)
      area.setSelectionRange(area.value.length, area.value.length)
  }
  return (
    <TextField
      {...rest}
      onFocus={onFocus}
      isInvalid={Boolean(error) || rest.isInvalid === true}
      validationBehavior="aria"
      className={cn('flex flex-col gap-1.5', className)}
    >
      <FieldLabel hidden={hideLabel ?? false}>{label}</FieldLabel>
      <AriaTextArea
        rows={rows}
        dir={dir}
        {...(lang ? { lang } : {})}
        placeholder={placeholder}
        className={cn(controlClasses, 'resize-y py-2 leading-5', areaClassName)}
      />
      <FieldNotes hint={hint} error={error} />
    </TextField>
  )
}
