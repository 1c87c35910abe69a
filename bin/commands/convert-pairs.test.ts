import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { file, folder, refusal, rows, run } from './convert.fixture'

const cat = { label: 'cat', x: 4, y: 8, width: 20.5, height: 10 }

describe('pairs', () => {
  const user = { role: 'user', content: 'q' }
  const good = { role: 'assistant', content: 'good' }
  const bad = { role: 'assistant', content: 'bad' }
  const pairs = [
    { prompt: [user], chosen: [good], rejected: [bad], margin: 2 },
    { chosen: [user, good], rejected: [user, bad] },
    { prompt: 'The sky is', chosen: ' blue.', rejected: ' green.' },
    { chosen: 'The sky is blue.', rejected: 'The sky is green.', margin: 0.5 },
    { chosen: [user, good], rejected: [user, good] },
  ]
  const chat = (content: string) => [{ role: 'assistant', content }]

  test('TRL: chats with an explicit prompt, texts without one stay whole, equal responses make no pair', async () => {
    const source = file('trl.jsonl', pairs)
    const { out, err } = await run(source, '--from', 'trl-preference', '--to', 'trl-preference')
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { prompt: [user], chosen: [good], rejected: [bad], margin: 2 },
      { prompt: [user], chosen: [good], rejected: [bad] },
      { prompt: [{ role: 'user', content: 'The sky is' }], chosen: chat(' blue.'), rejected: chat(' green.') },
      { chosen: 'The sky is blue.', rejected: 'The sky is green.', margin: 0.5 },
    ])
    expect(err).toContain('pairs left out: identical responses: 1')
  })

  test('unpaired: two rows a pair, each with its margin', async () => {
    const read = await rows(file('trl.jsonl', pairs.slice(0, 1)), '--from', 'trl-preference', '--to', 'trl-unpaired')
    expect(read).toEqual([
      { prompt: [user], completion: [good], label: true, margin: 2 },
      { prompt: [user], completion: [bad], label: false, margin: 2 },
    ])
  })

  test('every format of pairs that can be read is written and read back', async () => {
    const source = file('trl.jsonl', pairs.slice(0, 1))
    const both = [
      'hh-rlhf',
      'arena',
      'openai',
      'openrlhf',
      'axolotl',
      'nemo-aligner',
      'nemo-rl',
      'trl-reward',
      'trl-text',
    ]
    for (const format of [...both, 'llama-factory']) {
      const out = path.join(folder, format)
      await run(source, '--from', 'trl', '--to', format, '--out', out)
      const there = path.join(out, readdirSync(out).find((name) => name.endsWith('.jsonl')) ?? '')
      const [back] = await rows(there, '--from', format, '--to', 'trl-preference')
      const inText = format === 'trl-text' ? { chosen: chat(' good'), rejected: chat(' bad') } : {}
      expect(back, format).toMatchObject({ prompt: [user], chosen: [good], rejected: [bad], ...inText })
    }
  })

  test.each(['axolotl', 'llama-factory', 'nemo-aligner'])(
    '%s: a broken row is refused with line and field',
    async (from) => {
      const broken = file(`broken-${from}.jsonl`, [{ messages: 7, conversations: 7, prompt: 7, chosen: 7 }])
      expect(await refusal(broken, '--from', from, '--to', 'trl-preference')).toMatch(
        /\.jsonl, line 1, field “\w+”: .*\.$/,
      )
    },
    10_000,
  )

  test('votes become battles: sides are undone, ties in the words of the Arena', async () => {
    const source = file('votes.jsonl', [
      { item: 1, annotator: 'ada', value: 'first', shown_first: 'b', model_a: 'm', model_b: 'n' },
      { item: 1, annotator: 'ben', value: 'both-bad', model_a: 'm', model_b: 'n' },
      { item: 2, annotator: 'ben', value: null },
    ])
    const read = await rows(source, '--to', 'arena')
    expect(
      read.map(({ question_id, model_a, model_b, winner, judge }) => [question_id, model_a, model_b, winner, judge]),
    ).toEqual([
      ['1', 'm', 'n', 'model_b', 'ada'],
      ['1', 'm', 'n', 'tie (bothbad)', 'ben'],
    ])
    expect(await refusal(source, '--to', 'trl-preference')).toMatch(/line 1, field “prompt”.*response_a/)
  })

  test('a raw export becomes whatever its answers are', async () => {
    const about = { task_id: 't', id: 'x', annotation_id: 'a', annotator: 'ada', shown_order: [1, 0] }
    const responses = [
      { model: 'm', content: [good] },
      { model: 'n', content: [bad] },
    ]
    const answer = { choice: 'a', strength: 2 }
    const raw = file('raw.jsonl', [{ ...about, payload: { prompt: [user], responses }, answer }])
    expect(await rows(raw, '--from', 'raw', '--to', 'trl-preference')).toEqual([
      {
        id: 'x',
        prompt: [user],
        chosen: [good],
        rejected: [bad],
        annotator: 'ada',
        models: { chosen: 'm', rejected: 'n' },
        margin: 2,
      },
    ])
    const image = { image: 'a.jpg', width: 640, height: 480 }
    const drawn = file('raw-boxes.jsonl', [{ ...about, payload: image, answer: { boxes: [cat] } }])
    expect(JSON.parse((await run(drawn, '--from', 'raw', '--to', 'coco')).out).annotations[0].bbox).toEqual([
      4, 8, 20.5, 10,
    ])
  })

  test('nothing is printed where a later line is broken', async () => {
    const source = file('broken.jsonl', [pairs[0], { chosen: 'a', rejected: [good] }])
    expect(await refusal(source, '--from', 'trl-preference', '--to', 'openai')).toMatch(
      /broken\.jsonl, line 2, field “chosen”/,
    )
  })

  test('what LLaMA-Factory needs beside the rows goes into the folder', async () => {
    const source = file('trl.jsonl', pairs.slice(0, 1))
    const args = [source, '--from', 'trl-preference', '--to', 'llama-factory']
    expect(await refusal(...args)).toMatch(/--out FOLDER/)
    await run(...args, '--out', path.join(folder, 'lf'))
    expect(readdirSync(path.join(folder, 'lf')).sort()).toEqual(['dataset_info.json', 'llama-factory.jsonl'])
  })
})
