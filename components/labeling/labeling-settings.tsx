'use client'

import { useState } from 'react'
import { setTheme, type Theme } from '@/components/layout/theme'
import { Button } from '@/components/ui/button'
import { Switch } from '@/components/ui/choices'
import { Segmented } from '@/components/ui/segmented'
import { changePreferences, useLabelingPreferences } from './preferences'
import { TextSizeSteps } from './text-size'

/** How one person likes to work on this device. */
export function LabelingSettings({ theme: givenTheme }: { theme: Theme }) {
  const { oneKey, singleKeys, keymap } = useLabelingPreferences()
  const [theme, chooseTheme] = useState(givenTheme)
  const row = 'flex min-h-14 items-center justify-between gap-x-6 gap-y-2 px-4 py-2.5'
  return (
    <div className="max-w-170 divide-y divide-line rounded-[12px] border border-line bg-surface">
      <div className={`${row} flex-wrap`}>
        <span className="font-medium">Theme</span>
        <Segmented
          label="Theme"
          value={theme}
          options={[
            { value: 'system', label: 'As the system' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          onChange={(next) => {
            chooseTheme(next)
            setTheme(next)
          }}
        />
      </div>
      <div className={row}>
        <span className="font-medium">Size of the content</span>
        <TextSizeSteps />
      </div>
      <div className={row}>
        <span>
          <span className="block font-medium">Choose and submit with one key</span>
          <span className="block text-faint text-xs">
            Where a task has one question, the deciding key also sends. Undo takes it back.
          </span>
        </span>
        <Switch
          aria-label="Choose and submit with one key"
          isSelected={oneKey}
          onChange={(on) => changePreferences({ oneKey: on })}
        />
      </div>
      <div className={row}>
        <span>
          <span className="block font-medium">Single keys</span>
          <span className="block text-faint text-xs">
            Off: letters, digits and signs do nothing by themselves, for people who dictate. Every action stays on its
            button.
          </span>
        </span>
        <Switch
          aria-label="Single keys"
          isSelected={singleKeys}
          onChange={(on) => changePreferences({ singleKeys: on })}
        />
      </div>
      <div className={row}>
        <span className="font-medium">
          {Object.keys(keymap).length === 0 ? 'Built-in keys' : `${Object.keys(keymap).length} keys are changed`}
        </span>
        <Button
          size="small"
          isDisabled={Object.keys(keymap).length === 0}
          onPress={() => changePreferences({ keymap: {} })}
        >
          Built-in keys again
        </Button>
      </div>
    </div>
  )
}
