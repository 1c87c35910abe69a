'use client'

import { ALargeSmall, Minus, Plus } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Popover, PopoverTrigger } from '@/components/ui/popover'
import { changePreferences, scaleBy, useLabelingPreferences } from './preferences'

/** Larger or smaller content, kept on this device. */
export function TextSize({ className }: { className?: string }) {
  return (
    <PopoverTrigger>
      <Button variant="ghost" size="small" iconOnly aria-label="Text size" className={className ?? ''}>
        <ALargeSmall aria-hidden="true" className="size-4.5" strokeWidth={1.75} />
      </Button>
      <Popover label="Text size" placement="bottom end" className="p-2">
        <TextSizeSteps />
      </Popover>
    </PopoverTrigger>
  )
}

export function TextSizeSteps() {
  const { contentScale } = useLabelingPreferences()
  const step = (by: 1 | -1) => changePreferences({ contentScale: scaleBy(contentScale, by) })
  return (
    <div className="flex items-center gap-1">
      <Button
        variant="ghost"
        iconOnly
        aria-label="Smaller"
        keys="-"
        isDisabled={contentScale <= 0.85}
        onPress={() => step(-1)}
      >
        <Minus aria-hidden="true" className="size-4" strokeWidth={1.75} />
      </Button>
      <output aria-live="polite" className="w-14 text-center tabular">
        {Math.round(contentScale * 100)} %
      </output>
      <Button
        variant="ghost"
        iconOnly
        aria-label="Larger"
        keys="+"
        isDisabled={contentScale >= 2}
        onPress={() => step(1)}
      >
        <Plus aria-hidden="true" className="size-4" strokeWidth={1.75} />
      </Button>
    </div>
  )
}
