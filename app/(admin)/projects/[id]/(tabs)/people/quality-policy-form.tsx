'use client'

import { useState } from 'react'
import { Card } from '@/components/admin/card'
import { Notice } from '@/components/admin/notice'
import { useAction } from '@/components/admin/use-action'
import { Button } from '@/components/ui/button'
import { Switch } from '@/components/ui/choices'
import { NumberField } from '@/components/ui/number-field'
import { updateQualityPolicyAction } from './actions'

export interface QualityPolicy {
  qualify: { score: number; answers: number } | null
  pause: { below: number; after: number } | null
  disputeBelow: number
  ownFigures: boolean
}

const percent = { style: 'unit', unit: 'percent' } as const
const asPercent = (share: number) => Math.round(share * 100)

/** When labelers may begin, when they are paused, and when a task is disputed. */
export function QualityPolicyForm({ projectId, policy }: { projectId: string; policy: QualityPolicy }) {
  const [draft, setDraft] = useState(policy)
  const [saved, setSaved] = useState(false)
  const { run, isSending, refusal } = useAction(updateQualityPolicyAction, () => setSaved(true))
  const set = (change: Partial<QualityPolicy>) => {
    setDraft({ ...draft, ...change })
    setSaved(false)
  }
  const { qualify, pause, disputeBelow, ownFigures } = draft
  return (
    <Card title="Quality policy">
      <form
        className="grid gap-6 border-line border-t p-4 lg:grid-cols-3"
        onSubmit={(event) => {
          event.preventDefault()
          void run({ projectId, change: draft })
        }}
      >
        <section aria-label="Qualification" className="flex flex-col gap-3">
          <Switch
            isSelected={qualify !== null}
            onChange={(on) => set({ qualify: on ? { score: 0.8, answers: 10 } : null })}
          >
            Qualify before real work
          </Switch>
          {qualify === null ? (
            <p className="text-muted">Everyone who may label here may begin at once.</p>
          ) : (
            <>
              <div className="grid grid-cols-2 items-end gap-3">
                <NumberField
                  label="Score to reach"
                  minValue={1}
                  maxValue={100}
                  formatOptions={percent}
                  value={asPercent(qualify.score)}
                  onChange={(score) => set({ qualify: { ...qualify, score: score / 100 } })}
                />
                <NumberField
                  label="Over the last, tasks"
                  minValue={1}
                  maxValue={1000}
                  value={qualify.answers}
                  onChange={(answers) => set({ qualify: { ...qualify, answers } })}
                />
              </div>
              <p className="text-muted">
                Needs a batch for qualification with at least {qualify.answers} tasks. Passing opens real work by
                itself.
              </p>
            </>
          )}
        </section>
        <section aria-label="Pause" className="flex flex-col gap-3">
          <Switch isSelected={pause !== null} onChange={(on) => set({ pause: on ? { below: 0.6, after: 10 } : null })}>
            Pause who falls below a score
          </Switch>
          {pause === null ? (
            <p className="text-muted">Nobody is paused by itself.</p>
          ) : (
            <>
              <div className="grid grid-cols-2 items-end gap-3">
                <NumberField
                  label="Below"
                  minValue={1}
                  maxValue={100}
                  formatOptions={percent}
                  value={asPercent(pause.below)}
                  onChange={(below) => set({ pause: { ...pause, below: below / 100 } })}
                />
                <NumberField
                  label="Over the last, known answers"
                  minValue={1}
                  maxValue={1000}
                  value={pause.after}
                  onChange={(after) => set({ pause: { ...pause, after } })}
                />
              </div>
              <p className="text-muted">
                {pause.after < 10 ? 'So few answers are mostly luck: ten or more are fairer. ' : ''}
                Known answers of work batches count.
              </p>
            </>
          )}
        </section>
        <section aria-label="Disputes" className="flex flex-col gap-3">
          <NumberField
            label="A task is disputed below an agreement of"
            minValue={0}
            maxValue={100}
            formatOptions={percent}
            value={asPercent(disputeBelow)}
            onChange={(below) => set({ disputeBelow: below / 100 })}
          />
          <p className="text-muted">
            Mean agreement of its answers, pair by pair, once all are given. A tie is always a dispute.
          </p>
        </section>
        <section aria-label="What labelers see" className="flex flex-col gap-3 lg:col-span-3">
          <Switch isSelected={ownFigures} onChange={(on) => set({ ownFigures: on })}>
            Labelers see how often others agree with them
          </Switch>
          <p className="text-muted">
            On their page My work, with its interval, never whose answers and never known ones. People who see it begin
            to answer as the others do: leave it off where their own judgement is what you measure.
          </p>
        </section>
        {refusal ? (
          <Notice tone="danger" className="lg:col-span-3">
            {refusal.message}
          </Notice>
        ) : null}
        <div className="flex items-center gap-3 lg:col-span-3">
          <Button type="submit" variant="ink" waiting={isSending}>
            Save the policy
          </Button>
          <span role="status" className="text-muted">
            {saved ? 'Saved' : ''}
          </span>
        </div>
      </form>
    </Card>
  )
}
