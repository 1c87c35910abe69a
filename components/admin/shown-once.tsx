'use client'

import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'

/** A secret that is not shown again: selected at a press, copied at another. */
export function ShownOnce({ label, value, hint }: { label: string; value: string; hint: string }) {
  const [copied, setCopied] = useState<'not yet' | 'copied' | 'refused'>('not yet')
  const copy = async () => {
    // Without https browsers give no clipboard; the text can be selected all the same.
    if (!navigator.clipboard) return setCopied('refused')
    await navigator.clipboard.writeText(value).then(
      () => setCopied('copied'),
      () => setCopied('refused'),
    )
  }
  return (
    <div className="flex flex-col gap-2">
      <Field
        label={label}
        value={value}
        isReadOnly
        hint={hint}
        onFocus={(event) => {
          if (event.target instanceof HTMLInputElement) event.target.select()
        }}
      />
      <div className="flex items-center gap-3">
        <Button
          icon={
            copied === 'copied' ? (
              <Check aria-hidden="true" className="size-4" strokeWidth={1.75} />
            ) : (
              <Copy aria-hidden="true" className="size-4" strokeWidth={1.75} />
            )
          }
          onPress={copy}
        >
          Copy
        </Button>
        <span role="status" className="text-muted text-xs">
          {copied === 'copied' ? 'Copied' : ''}
          {copied === 'refused' ? 'The browser does not allow copying here. Select the text and copy it by hand.' : ''}
        </span>
      </div>
    </div>
  )
}
