'use client'

import { useMemo } from 'react'
import { compareWords } from './response-diff'

/** A response as text, with the words that the other one lacks marked by ground and line. */
export default function ComparedText({ own, other }: { own: string; other: string }) {
  const parts = useMemo(() => compareWords(own, other), [own, other])
  return (
    <>
      {parts === null ? <p className="mb-2 text-faint text-xs">Too long to compare.</p> : null}
      <p
        dir="auto"
        className="text-[calc(0.9375rem*var(--content-scale))] leading-[1.6] wrap-anywhere whitespace-pre-wrap"
      >
        {(parts ?? [{ text: own, own: false }]).map((part, place) =>
          part.own ? (
            <mark
              // biome-ignore lint/suspicious/noArrayIndexKey: parts are made anew together
              key={place}
              className="bg-accent-soft text-text underline decoration-accent decoration-2 underline-offset-3"
            >
              {part.text}
            </mark>
          ) : (
            part.text
          ),
        )}
      </p>
    </>
  )
}
