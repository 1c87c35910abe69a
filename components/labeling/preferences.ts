'use client'

import { useSyncExternalStore } from 'react'
import { isRecord } from './assignment'
import { objectIn } from './json-in'

/** How one person likes to work on this device. */
export interface LabelingPreferences {
  /** A deciding key also submits, where the task type has one question. */
  oneKey: boolean
  /** Size of the content, 0.85 to 2. */
  contentScale: number
  /** Keys changed by the labeler, by action id; an empty list switches the action's keys off. */
  keymap: Record<string, string[]>
  /** Letters, digits and signs without a modifier act (WCAG 2.1.4: may be switched off). */
  singleKeys: boolean
}

const storageKey = 'concord.labeling'
const defaults: LabelingPreferences = { oneKey: true, contentScale: 1, keymap: {}, singleKeys: true }
const listeners = new Set<() => void>()
let current: LabelingPreferences | null = null

export function useLabelingPreferences(): LabelingPreferences {
  return useSyncExternalStore(subscribe, read, () => defaults)
}

export function changePreferences(change: Partial<LabelingPreferences>): void {
  current = { ...read(), ...change }
  localStorage.setItem(storageKey, JSON.stringify(current))
  for (const listener of listeners) listener()
}

/** One step larger or smaller, within 0.85 to 2. */
export function scaleBy(scale: number, step: 1 | -1): number {
  const steps = [0.85, 1, 1.15, 1.3, 1.5, 1.75, 2]
  const nearest = steps.reduce(
    (best, value, i) => (Math.abs(value - scale) < Math.abs((steps[best] ?? 1) - scale) ? i : best),
    0,
  )
  return steps[Math.min(steps.length - 1, Math.max(0, nearest + step))] ?? 1
}

/** Reads what was stored; anything odd in it gives the default for that member. */
export function parsePreferences(text: string | null): LabelingPreferences {
  const stored = objectIn(text) ?? {}
  const scale = stored.contentScale
  return {
    oneKey: typeof stored.oneKey === 'boolean' ? stored.oneKey : defaults.oneKey,
    contentScale: typeof scale === 'number' && scale >= 0.85 && scale <= 2 ? scale : defaults.contentScale,
    keymap: parseKeymap(stored.keymap),
    singleKeys: typeof stored.singleKeys === 'boolean' ? stored.singleKeys : defaults.singleKeys,
  }
}

function parseKeymap(value: unknown): Record<string, string[]> {
  if (!isRecord(value)) return {}
  const entries = Object.entries(value).flatMap(([id, keys]) =>
    Array.isArray(keys) ? [[id, keys.filter((key) => typeof key === 'string')] as const] : [],
  )
  return Object.fromEntries(entries)
}

function read(): LabelingPreferences {
  current ??= parsePreferences(localStorage.getItem(storageKey))
  return current
}

function subscribe(listener: () => void): () => void {
  const fromOtherTab = (event: StorageEvent) => {
    if (event.key !== storageKey) return
    current = null
    listener()
  }
  listeners.add(listener)
  window.addEventListener('storage', fromOtherTab)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', fromOtherTab)
  }
}
