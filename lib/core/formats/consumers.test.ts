import { describe, expect, test } from 'vitest'
import { boxes, pairs, sampleFiles, talk } from './consumers.fixture'
import oracle from './consumers.oracle.json'

/**
 * consumers.oracle.json holds the files of the samples and what the real consumers, at the versions it names, made of these very bytes.
 */
const written = sampleFiles()

test('the files are, byte for byte, the ones that the consumers were given', () => {
  for (const [format, { files }] of Object.entries(oracle)) expect(written[format], format).toEqual(files)
})

function readBy(format: keyof typeof oracle, consumer: string): unknown {
  const read = oracle[format].read_by.find((one) => one.consumer.includes(consumer))
  if (!read) throw new Error(`${consumer} has not read ${format}`)
  return read.read
}

const templated = (turns: readonly { role: string; content: string }[]) =>
  turns.map(({ role, content }) => `<${role}>${content}`).join('')

describe('what the consumers read is what we meant', () => {
  test('datasets loads every file of pairs as one table', () => {
    for (const format of ['trl-preference', 'trl-reward', 'openrlhf', 'openai', 'axolotl'] as const) {
      expect(readBy(format, 'load_dataset'), format).toMatchObject({ rows: pairs.length })
    }
    // hh-rlhf has no system turns, so it holds one of the two.
    expect(readBy('hh-rlhf', 'load_dataset')).toMatchObject({ rows: 1, columns: ['chosen', 'rejected'] })
    expect(readBy('trl-unpaired', 'load_dataset')).toMatchObject({ rows: 2 * pairs.length })
  })

  test('TRL finds the explicit prompt again in whole conversations', () => {
    expect(readBy('trl-reward', 'extract_prompt')).toEqual(
      pairs.map(({ prompt, chosen, rejected }) => ({ prompt, chosen, rejected })),
    )
  })

  test('TRL makes of our pairs the unpaired rows that we write ourselves', () => {
    const rows = (written['trl-unpaired']?.['unpaired.jsonl'] ?? '')
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(readBy('trl-preference', 'unpair_preference_dataset')).toHaveLength(rows.length)
    for (const row of Object.values(Object(readBy('trl-preference', 'unpair_preference_dataset')))) {
      expect(rows).toContainEqual(expect.objectContaining(Object(row)))
    }
  })

  test('LLaMA-Factory finds system, prompt and both responses, the chosen first', () => {
    expect(readBy('llama-factory', 'SharegptDatasetConverter')).toEqual(
      pairs.map(({ prompt, chosen, rejected }) => ({
        _system: prompt.find(({ role }) => role === 'system')?.content ?? '',
        _prompt: prompt.filter(({ role }) => role !== 'system'),
        _response: [...chosen, ...rejected],
      })),
    )
  })

  test('Axolotl and OpenRLHF put the same texts into their templates', () => {
    const texts = pairs.map(({ prompt, chosen, rejected, margin }) => ({
      prompt: `${templated(prompt)}<assistant>`,
      chosen: chosen[0]?.content,
      rejected: rejected[0]?.content,
      margin,
    }))
    expect(readBy('axolotl', 'chat_template')).toEqual(texts.map(({ margin: _, ...own }) => own))
    expect(readBy('openrlhf', 'preprocess_data')).toEqual(
      texts.map(({ prompt, chosen, rejected, margin }) => [prompt, chosen, rejected, margin]),
    )
  })

  test('pycocotools finds images, boxes, areas and the image without boxes', () => {
    const own = boxes.images[0]?.answers[0]?.boxes ?? []
    expect(readBy('coco', 'pycocotools')).toEqual({
      images: [1, 2],
      categories: boxes.categories,
      boxes: own.map(({ x, y, width, height }) => [x, y, width, height]),
      areas: own.map(({ width, height }) => width * height),
      of_image_2: [],
    })
  })

  test('YAML and XML readers find names and corners', () => {
    expect(readBy('yolo', 'PyYAML')).toMatchObject({ names: boxes.categories })
    const own = boxes.images[0]?.answers[0]?.boxes ?? []
    expect(readBy('voc', 'xml.etree')).toEqual(
      own.map(({ label, x, y, width, height }) => [
        label,
        x,
        y,
        expect.closeTo(x + width, 9),
        expect.closeTo(y + height, 9),
      ]),
    )
  })

  test('subtitle readers find times past a hundred hours, speakers and text', () => {
    const [first, second] = talk.answers[0]?.segments ?? []
    // webvtt-py leaves entities as they stand in the file.
    expect(readBy('webvtt', 'webvtt-py')).toEqual([
      ['00:01:00.000', '00:01:01.250', 'Hi &lt;you&gt; &amp; --&gt; me', first?.speaker],
      ['100:00:00.500', '100:00:01.000', second?.text, null],
    ])
    expect(readBy('srt', 'srt.parse')).toEqual([
      [1, 60, 61.25, first?.text],
      [2, 360_000.5, 360_001, second?.text],
    ])
  })
})
