'use client'

import { Switch } from '@/components/ui/choices'
import type { ConfigFormProps } from '@/lib/core/labeler'
import type { Config } from './schema'

export default function RankingConfigForm({ config, onChange }: ConfigFormProps<Config>) {
  return (
    <div className="flex flex-col items-start gap-1">
      <Switch isSelected={config.ties} onChange={(ties) => onChange({ ...config, ties })}>
        Responses may share a place
      </Switch>
      <p className="text-faint text-xs">Tied responses make no pair in the exports.</p>
    </div>
  )
}
