import { describe, expect, test } from 'vitest'
import { taskTypes } from './registry'

describe.each(Object.entries(taskTypes))('%s, before a reviewer has decided', (_, spec) => {
  test.each(spec.samples.map((sample, index) => [index, sample] as const))(
    'sample %i shows no model name, no file name and no checksum',
    (_index, sample) => {
      const line: unknown = JSON.parse(
        JSON.stringify(sample.line, (key, value) => (key === 'responses' ? value.map(byTestModel) : value)),
      )
      const payload = spec.store(spec.line.parse(line), new Map(Object.entries(sample.media)))
      const seen = JSON.stringify(spec.blind(payload))
      expect(seen).not.toContain('test-model')
      for (const { name, sha256 } of spec.mediaOf(payload)) {
        expect(seen).not.toContain(name)
        expect(seen).not.toContain(sha256)
      }
    },
  )
})

function byTestModel(response: unknown) {
  const content =
    typeof response === 'object' && response !== null && 'content' in response ? response.content : response
  return { model: 'test-model', content }
}
