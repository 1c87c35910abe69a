'use client'

import { useRef, useState } from 'react'
import { Decision, Panel, Stage } from '@/components/labeling/slots'
import type { LabelerProps } from '@/lib/core/labeler'
import { useLabelerState } from '@/lib/task-types/use-labeler-state'
import { comfort } from './comfort'
import { atStep, bothBad, fromDraft, type Judgement, stateOf, stepAspect, stepAt, withAspect } from './judgement'
import { JudgementPanel } from './judgement-panel'
import { PairStage } from './pair-stage'
import type { Reading } from './response-tools'
import { type Step, sideOf, stepsOf } from './scale'
import { ScaleBar } from './scale-bar'
import type { Answer, Config, View } from './schema'
import { usePreferenceKeys } from './use-preference-keys'

export default function PreferenceEditor(props: LabelerProps<View, Answer, Config>) {
  const { payload, config, order, draft, oneKey, disabled } = props
  const [judgement, change] = useLabelerState<Judgement, Answer>(
    () => fromDraft(draft, config),
    (state) => stateOf(state, config, order),
    props,
  )
  const [reading, setReading] = useState<Reading>(() => ({ raw: false, compared: false, ...comfort }))
  const reason = useRef<HTMLTextAreaElement>(null)
  const steps = stepsOf(config)
  const byKey = oneKey ? 'send' : 'stay'

  const step = (to: Step, then: 'stay' | 'send') => change((before) => atStep(before, to, order), then)
  const read = (part: Partial<Reading>) => {
    const next = { ...reading, ...part }
    setReading(next)
    comfort.linked = next.linked
    comfort.stacked = next.stacked
  }
  usePreferenceKeys({
    config,
    steps,
    disabled,
    reading,
    reason,
    onStep: (to) => step(to, byKey),
    onBothBad: () => change(bothBad, byKey),
    onAspect: (aspect) => change((before) => stepAspect(before, aspect, order)),
    onReading: read,
  })

  const shownAt = (place: number) => payload.responses[order[place] ?? place] ?? []
  const hasPanel = config.aspects.length > 0 || config.rationale !== 'off'
  return (
    <>
      <Stage>
        <PairStage
          prompt={payload.prompt}
          responses={[shownAt(0), shownAt(1)]}
          better={sideOf(judgement.choice, order)}
          reading={reading}
          onReading={read}
        />
      </Stage>
      {hasPanel ? (
        <Panel name={config.aspects.length > 0 ? 'Aspects and why' : 'Why'} narrow>
          <JudgementPanel
            judgement={judgement}
            config={config}
            order={order}
            disabled={disabled}
            reason={reason}
            onAspect={(aspect, choice) => change((before) => withAspect(before, aspect, choice))}
            onRationale={(rationale) => change((before) => ({ ...before, rationale }))}
          />
        </Panel>
      ) : null}
      <Decision>
        <ScaleBar
          steps={steps}
          chosen={stepAt(judgement, config, order)}
          isBothBad={judgement.choice === 'both-bad'}
          offersBothBad={config.bothBad}
          disabled={disabled}
          onStep={(to) => step(to, 'stay')}
          onBothBad={() => change(bothBad)}
        />
      </Decision>
    </>
  )
}
