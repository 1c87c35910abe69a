'use client'

import { Contrast, Sun } from 'lucide-react'
import { PanelSection } from '@/components/labeling/slots'
import { session } from './session'

export interface Look {
  /** −90 to 100, 0 as the picture is. */
  brightness: number
  contrast: number
}

const sliders = [
  ['brightness', 'Brightness', Sun],
  ['contrast', 'Contrast', Contrast],
] as const

/** How the picture is shown, for dark and flat photos; the file and the answer stay as they are. */
export function LookSliders({ look, onChange }: { look: Look; onChange(look: Look): void }) {
  return (
    <div className="mt-auto border-line border-t">
      <PanelSection title={<span className="sr-only">Picture</span>} last>
        <div className="-mt-7 flex flex-col gap-1">
          {sliders.map(([name, label, Icon]) => (
            <label key={name} className="flex min-h-6.5 items-center gap-2.5 text-muted text-xs coarse:min-h-11">
              <Icon aria-hidden="true" className="size-3.5 shrink-0" strokeWidth={1.75} />
              <span className="w-16">{label}</span>
              <input
                type="range"
                min={-90}
                max={100}
                step={2}
                value={look[name]}
                onChange={(event) => {
                  session[name] = Number(event.target.value)
                  onChange({ ...look, [name]: session[name] })
                }}
                className="h-4 min-w-0 flex-1 accent-accent"
              />
              <span className="tabular w-8 text-end">{look[name] > 0 ? `+${look[name]}` : look[name]}</span>
            </label>
          ))}
        </div>
      </PanelSection>
    </div>
  )
}
