import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { pairFormats } from '@/lib/core/formats/pair-formats'
import { documentedSample } from './documented-formats.fixture'
import { taskTypes } from './registry'

const text = readFileSync(path.join(import.meta.dirname, '../../docs/researchers/formats.md'), 'utf8')

/** What stands under `## Preference`. */
function partOf(typeName: string): string {
  return text.split(/^## /m).find((part) => part.startsWith(`${typeName}\n`)) ?? ''
}

/** Told under another type, with the same words: pairs of a ranking are pairs, raw is the same for all. */
function isToldElsewhere(id: string, format: string): boolean {
  if (format === 'raw') return id !== 'preference'
  return id === 'ranking' && format !== 'trl-preference' && (format in pairFormats || format === 'trl-reward-bt')
}

describe.each(Object.entries(taskTypes))('formats of %s in the documentation', (id, spec) => {
  const own = Object.keys(spec.exporters).filter((format) => !isToldElsewhere(id, format))

  test.each(own)('%s is shown with what the exporter really writes', async (format) => {
    const section = partOf(spec.name)
      .split(/^### /m)
      .find((part) => part.startsWith(`${format}:`))
    expect(section, 'its section').toBeDefined()
    const [, shown] = /^```\w*\n([\s\S]*?)\n```$/m.exec(section ?? '') ?? []
    expect(shown).toBe(await documentedSample(id, spec, format))
  })

  test('no format is told that there is not', () => {
    const told = [...partOf(spec.name).matchAll(/^### ([a-z-]+):/gm)].map(([, name]) => name)
    expect(told.toSorted()).toEqual(own.toSorted())
  })
})
