'use client'

import { type LabelerAction, useLabelerActions } from '@/components/labeling/actions'
import { keyOf } from './response-card'

const group = 'Ranking'

export function useRankingKeys({
  count,
  ties,
  disabled,
  onPlace,
  onTie,
  onMove,
  onTakeBack,
  onRaw,
}: {
  count: number
  ties: boolean
  disabled: boolean
  onPlace(shown: number): void
  onTie(): void
  onMove(step: -1 | 1): void
  onTakeBack(): void
  onRaw(): void
}) {
  const digits = Array.from(
    { length: count },
    (_, shown): LabelerAction => ({
      id: `ranking.place-${shown + 1}`,
      keys: keyOf(shown),
      label: `Place response ${shown + 1}`,
      group,
      disabled,
      run: () => onPlace(shown),
    }),
  )
  const tie: LabelerAction = {
    id: 'ranking.tie',
    keys: '=',
    label: 'Same place as the one before',
    group,
    disabled,
    run: onTie,
  }
  const others: LabelerAction[] = [
    {
      id: 'ranking.up',
      keys: 'arrowup',
      label: 'Move the focused one up',
      group,
      disabled,
      repeat: true,
      run: () => onMove(-1),
    },
    {
      id: 'ranking.down',
      keys: 'arrowdown',
      label: 'Move the focused one down',
      group,
      disabled,
      repeat: true,
      run: () => onMove(1),
    },
    {
      id: 'ranking.take-back',
      keys: 'backspace',
      label: 'Take the last one back',
      group,
      disabled,
      repeat: true,
      run: onTakeBack,
    },
    { id: 'ranking.raw', keys: 'r', label: 'Show the texts as they were written', group, run: onRaw },
  ]
  useLabelerActions([...digits, ...(ties ? [tie] : []), ...others])
}
