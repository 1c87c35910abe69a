'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { LabelerProps, LabelerState } from '@/lib/core/labeler'

/**
 * State of an editor that tells the frame of each change in the same step, so that a key may change and send at once.
 * `change(update, 'send')` also submits, where the answer is then complete.
 */
export function useLabelerState<State, Answer>(
  begin: () => State,
  stateOf: (state: State) => LabelerState<Answer>,
  { onChange, onSubmit, disabled }: Pick<LabelerProps<unknown, Answer, unknown>, 'onChange' | 'onSubmit' | 'disabled'>,
) {
  const [state, setState] = useState(begin)
  // Two keys may come before the next rendering: the second builds on the first.
  const newest = useRef(state)
  const tellBeginning = useEffectEvent(() => onChange(stateOf(newest.current)))
  useEffect(() => tellBeginning(), [])

  const change = (update: (before: State) => State, then: 'stay' | 'send' = 'stay') => {
    if (disabled) return
    const next = update(newest.current)
    newest.current = next
    setState(next)
    const report = stateOf(next)
    onChange(report)
    if (then === 'send' && report.answer !== null) onSubmit()
  }
  return [state, change] as const
}
