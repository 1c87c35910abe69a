'use client'

import type { RefObject } from 'react'
import { type LabelerAction, useLabelerActions } from '@/components/labeling/actions'
import { aspectKeys } from './judgement-panel'
import type { Reading } from './response-tools'
import type { Step } from './scale'
import type { Config } from './schema'

const group = 'Preference'

export function usePreferenceKeys({
  config,
  steps,
  disabled,
  reading,
  reason,
  onStep,
  onBothBad,
  onAspect,
  onReading,
}: {
  config: Config
  steps: readonly Step[]
  disabled: boolean
  reading: Reading
  reason: RefObject<HTMLTextAreaElement | null>
  onStep(step: Step): void
  onBothBad(): void
  onAspect(aspect: string): void
  onReading(part: Partial<Reading>): void
}) {
  const choices: LabelerAction[] = steps.map((step) => ({
    id: `preference.step-${step.key}`,
    keys: step.key,
    label: step.name,
    group,
    disabled,
    run: () => onStep(step),
  }))
  const bothBad: LabelerAction = {
    id: 'preference.both-bad',
    keys: '0',
    label: 'Both bad',
    group,
    disabled,
    run: onBothBad,
  }
  const aspects = config.aspects.map(
    (aspect, place): LabelerAction => ({
      id: `preference.aspect-${place + 1}`,
      keys: aspectKeys[place] ?? '',
      label: `${aspect}: A, =, B`,
      group,
      disabled,
      run: () => onAspect(aspect),
    }),
  )
  const why: LabelerAction = {
    id: 'preference.why',
    keys: 'n',
    label: 'Write why',
    group,
    disabled,
    run: () => reason.current?.focus(),
  }
  const views: LabelerAction[] = [
    {
      id: 'preference.raw',
      keys: 'r',
      label: 'Show the text as it was written',
      group,
      run: () => onReading({ raw: !reading.raw, compared: false }),
    },
    {
      id: 'preference.compare',
      keys: 'c',
      label: 'Mark the words that differ',
      group,
      run: () => onReading({ compared: !reading.compared, raw: false }),
    },
  ]
  useLabelerActions([
    ...choices,
    ...(config.bothBad ? [bothBad] : []),
    ...aspects,
    ...(config.rationale === 'off' ? [] : [why]),
    ...views,
  ])
}
