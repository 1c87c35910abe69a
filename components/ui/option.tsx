'use client'

import { type ReactNode, useRef } from 'react'
import { Radio as AriaRadio, RadioGroup as AriaRadioGroup, ToggleButton } from 'react-aria-components'
import { cn } from './class-names'
import { KeyCap } from './key-cap'
import { Swatch } from './pill'

const optionClasses = (className?: string) =>
  cn(
    'group inline-flex h-11 cursor-pointer select-none items-center gap-2.25 whitespace-nowrap rounded-[9px] border border-line-strong bg-surface ps-2.5 pe-4 font-medium text-md text-text shadow-1 transition-colors duration-(--t-hover) hover:bg-hover data-disabled:text-disabled data-selected:border-accent data-selected:bg-accent-soft data-selected:ring-1 data-selected:ring-accent data-focus-visible:outline-2 data-focus-visible:outline-focus data-focus-visible:outline-offset-2 max-sm:h-12 max-sm:flex-1 max-sm:justify-center max-sm:px-2',
    className,
  )

export interface OptionChoice {
  value: string
  label: ReactNode
  keys?: string
  /** CSS colour of the label. */
  color?: string
  isDisabled?: boolean
}

interface OptionBodyProps {
  choice: OptionChoice
  chosen: boolean
}

function OptionBody({ choice, chosen }: OptionBodyProps) {
  return (
    <>
      {choice.keys ? (
        <KeyCap keys={choice.keys} size="option" tone={chosen ? 'chosen' : 'plain'} className="max-sm:hidden" />
      ) : null}
      {choice.color ? <Swatch color={choice.color} /> : null}
      <span className="truncate">{choice.label}</span>
    </>
  )
}

/** The dock's options, one to choose: a radio group with arrows. Arrows move along; mouse, pen and finger decide. */
export function OptionGroup({
  label,
  options,
  value,
  onChoose,
  isDisabled = false,
  className,
}: {
  label: string
  options: readonly OptionChoice[]
  value: string | null
  onChoose(value: string, byPointer: boolean): void
  isDisabled?: boolean
  className?: string
}) {
  const byPointer = useRef(false)
  const choose = (chosen: string) => {
    const decided = byPointer.current
    byPointer.current = false
    onChoose(chosen, decided)
  }
  return (
    <AriaRadioGroup
      aria-label={label}
      orientation="horizontal"
      value={value}
      isDisabled={isDisabled}
      onChange={choose}
      className={cn('flex max-w-full gap-2 max-sm:w-full max-sm:flex-wrap', className)}
    >
      {options.map((choice) => (
        <AriaRadio
          key={choice.value}
          value={choice.value}
          isDisabled={choice.isDisabled ?? false}
          onPress={({ pointerType }) => {
            byPointer.current = pointerType !== 'keyboard' && pointerType !== 'virtual'
            // A press on what is chosen already changes nothing, so no change will be told.
            if (byPointer.current && choice.value === value) choose(choice.value)
          }}
          className={optionClasses()}
        >
          {({ isSelected }) => <OptionBody choice={choice} chosen={isSelected} />}
        </AriaRadio>
      ))}
    </AriaRadioGroup>
  )
}

/** One option that can be on or off, where several may be chosen. */
export function OptionToggle({
  choice,
  isSelected,
  onChange,
  isDisabled = false,
  className,
}: {
  choice: OptionChoice
  isSelected: boolean
  onChange(selected: boolean): void
  isDisabled?: boolean
  className?: string
}) {
  return (
    <ToggleButton
      isSelected={isSelected}
      isDisabled={isDisabled}
      onChange={onChange}
      className={optionClasses(className)}
    >
      <OptionBody choice={choice} chosen={isSelected} />
    </ToggleButton>
  )
}
