'use client'

import { ArrowLeft, ArrowRight } from 'lucide-react'
import { Radio, RadioGroup } from 'react-aria-components'
import { cn } from '@/components/ui/class-names'
import type { Step } from './scale'

const bothBadValue = 'both-bad'

const cell =
  'group flex h-12 min-w-0 cursor-pointer select-none flex-col items-center justify-center gap-px rounded-[8px] border border-line-strong bg-surface px-0.5 font-medium text-xs shadow-1 transition-colors duration-(--t-hover) hover:bg-hover data-selected:border-accent data-selected:bg-accent data-selected:text-on-accent data-disabled:text-disabled data-focus-visible:outline-2 data-focus-visible:outline-focus data-focus-visible:outline-offset-2 max-xl:text-2xs max-sm:mx-0 max-sm:h-13 max-sm:w-auto max-sm:flex-1'

/** The steps from A to B as the columns lie, never mirrored; both bad stands apart. */
export function ScaleBar({
  steps,
  chosen,
  isBothBad,
  offersBothBad,
  disabled,
  onStep,
  onBothBad,
}: {
  steps: readonly Step[]
  chosen: Step | null
  isBothBad: boolean
  offersBothBad: boolean
  disabled: boolean
  onStep(step: Step): void
  onBothBad(): void
}) {
  const graded = steps.some((step) => step.strength !== null)
  const choose = (value: string) => {
    const step = steps.find(({ key }) => key === value)
    if (step) onStep(step)
    else onBothBad()
  }
  return (
    <div dir="ltr" className="w-full">
      <WordsAbove words={isBothBad ? 'Both bad' : (chosen?.name ?? '')} />
      <RadioGroup
        aria-label="Which response is better"
        orientation="horizontal"
        value={isBothBad ? bothBadValue : (chosen?.key ?? null)}
        isDisabled={disabled}
        onChange={choose}
        className="flex items-stretch justify-center gap-0.75 max-sm:gap-1"
      >
        {graded ? <End letter="A" /> : null}
        {steps.map((step) => (
          <Radio key={step.key} value={step.key} aria-label={step.name} className={cn(cell, widthOf(step, graded))}>
            <StepWords step={step} graded={graded} />
          </Radio>
        ))}
        {graded ? <End letter="B" /> : null}
        {offersBothBad ? (
          <Radio value={bothBadValue} className={cn(cell, 'ms-2.5 px-3 max-xl:ms-1.5 max-xl:px-1.5 max-sm:px-0.5')}>
            <Key text="0" />
            <span className="max-sm:text-center max-sm:leading-3">Both bad</span>
          </Radio>
        ) : null}
      </RadioGroup>
    </div>
  )
}

/** On a phone, where the cells hold numbers only. */
function WordsAbove({ words }: { words: string }) {
  return (
    <p className="mb-2 hidden items-center justify-between text-muted text-xs max-sm:flex" aria-hidden="true">
      <span className="flex items-center gap-1">
        <ArrowLeft className="size-3.5" strokeWidth={1.75} />A is better
      </span>
      <span className="font-medium text-accent-text">{words}</span>
      <span className="flex items-center gap-1">
        B is better
        <ArrowRight className="size-3.5" strokeWidth={1.75} />
      </span>
    </p>
  )
}

/** 'Far better' where there is room, 'Far' where there is less, '3 A' on a phone. */
function StepWords({ step, graded }: { step: Step; graded: boolean }) {
  if (!graded) {
    return (
      <>
        <Key text={step.key} />
        <span className="text-sm">{step.label}</span>
      </>
    )
  }
  const letter = step.side === 'first' ? 'A' : 'B'
  return (
    <>
      <Key text={step.key} />
      <span className="max-xl:hidden">{step.label}</span>
      <span className="hidden max-w-full truncate max-xl:block max-sm:hidden">{step.label.split(' ')[0]}</span>
      <span className="hidden font-semibold text-sm max-sm:block">{step.short}</span>
      <span className="hidden max-sm:block">{step.side === null ? 'Tie' : letter}</span>
    </>
  )
}

function Key({ text }: { text: string }) {
  return (
    <span
      aria-hidden="true"
      className="text-2xs text-faint leading-3.5 group-data-selected:text-on-accent group-data-disabled:text-disabled max-sm:hidden coarse:hidden"
    >
      {text}
    </span>
  )
}

function End({ letter }: { letter: string }) {
  return (
    <span aria-hidden="true" className="flex items-center px-2 font-semibold text-muted max-xl:px-1 max-sm:hidden">
      {letter}
    </span>
  )
}

function widthOf({ side }: Step, graded: boolean): string {
  if (!graded) return 'w-24'
  return side === null ? 'mx-1 w-15 max-xl:mx-0 max-xl:w-13' : 'w-19 max-xl:w-13'
}
