'use client'

import { type KeyboardEvent, type Ref, useState } from 'react'
import { cn } from '@/components/ui/class-names'
import { markFor, marks, typeInto } from './marks'

/** Where words are written. Grows with them; `[` opens the marks. */
export function TranscriptField({
  ref,
  label,
  value,
  language,
  disabled,
  className,
  wrapperClassName,
  onText,
  onFocus,
}: {
  ref?: Ref<HTMLTextAreaElement>
  label: string
  value: string
  language: string | null
  disabled: boolean
  className?: string
  wrapperClassName?: string
  onText(text: string): void
  onFocus?(): void
}) {
  const [marking, setMarking] = useState(false)
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return
    if (!marking) {
      if (event.key !== '[') return
      event.preventDefault()
      setMarking(true)
      return
    }
    if (event.key === 'Shift' || event.key === 'AltGraph' || event.key === 'Alt') return
    setMarking(false)
    if (event.key === 'Escape' || event.key === 'Backspace') return event.preventDefault()
    const text = markFor(event.key)
    if (text === null) return
    event.preventDefault()
    typeInto(event.currentTarget, text)
  }
  return (
    <div className={cn('relative min-w-0 flex-1', wrapperClassName)}>
      <textarea
        ref={ref}
        aria-label={label}
        value={value}
        readOnly={disabled}
        rows={1}
        dir="auto"
        {...(language === null ? {} : { lang: language })}
        spellCheck
        autoCapitalize="sentences"
        onChange={(event) => onText(event.target.value)}
        onFocus={onFocus}
        onBlur={() => setMarking(false)}
        onKeyDown={onKeyDown}
        className={cn(
          'field-sizing-content block w-full resize-none bg-transparent text-[calc(1.0625rem*var(--content-scale))] leading-[1.53] outline-none placeholder:text-faint focus-visible:outline-none',
          className,
        )}
      />
      {marking ? (
        <p
          role="status"
          className="absolute start-0 top-full z-(--z-sticky) mt-1 flex gap-3 rounded-control bg-raised px-2.5 py-1.5 text-xs shadow-pop"
        >
          {marks.map(({ letter, text }) => (
            <span key={letter}>
              <b className="font-semibold">{letter}</b> {text}
            </span>
          ))}
        </p>
      ) : null}
    </div>
  )
}
