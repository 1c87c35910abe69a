'use client'

import { Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from './button'

/** Copies a text. Without https browsers give no clipboard: then the text stands there, selected. */
export function CopyText({ label = 'Copy', text }: { label?: string; text: string }) {
  const [state, setState] = useState<'not yet' | 'copied' | 'refused'>('not yet')
  const copy = async () => {
    if (!navigator.clipboard) return setState('refused')
    await navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('refused'),
    )
  }
  if (state === 'refused')
    return (
      <textarea
        readOnly
        // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed
        autoFocus
        aria-label="The text, to be copied by hand"
        value={text}
        rows={3}
        onFocus={(event) => event.target.select()}
        className="w-full rounded-control border border-line-control bg-surface p-2 font-mono text-xs"
      />
    )
  return (
    <Button
      variant="ghost"
      size="small"
      icon={<Copy aria-hidden="true" className="size-3.5" strokeWidth={1.75} />}
      onPress={copy}
    >
      {state === 'copied' ? 'Copied' : label}
    </Button>
  )
}
