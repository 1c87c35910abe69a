import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentOf, readAs } from './mirror.fixture'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-peers-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

const lines = (...rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
const user = (content: string) => ({ role: 'user', content })
const assistant = (content: string) => ({ role: 'assistant', content })
const demo = (name: string) => readFile(path.resolve('demo', name))

/** Small files in the layout that each tool documents, in our own words. */
describe('preference pairs', () => {
  const better = 'Boil it for six minutes.'
  const worse = 'Eggs are food.'
  const prompt = 'How long for a soft egg?'
  const asPair = (more: object = {}) => ({
    id: null,
    gold: null,
    meta: {},
    task: {
      prompt: [user(prompt)],
      responses: expect.arrayContaining([{ content: [assistant(better)] }, { content: [assistant(worse)] }]),
    },
    annotations: [['', { choice: expect.stringMatching(/^[ab]$/) }]],
    ...more,
  })
  const layouts: [string, string, object?][] = [
    ['trl', lines({ prompt, chosen: better, rejected: worse })],
    ['trl', lines({ prompt: [user(prompt)], chosen: [assistant(better)], rejected: [assistant(worse)] })],
    ['trl', lines({ chosen: [user(prompt), assistant(better)], rejected: [user(prompt), assistant(worse)] })],
    [
      'trl',
      lines({ prompt, chosen: ` ${better}`, rejected: ` ${worse}`, margin: 2, id: 'p1', source: 'forum' }),
      { id: 'p1', meta: { source: 'forum' }, annotations: [['', { choice: expect.any(String), strength: 2 }]] },
    ],
    ['trl', lines({ prompt, chosen: better, rejected: worse, margin: 0.7 }), { meta: { margin: 0.7 } }],
    [
      'hh-rlhf',
      lines({
        chosen: `\n\nHuman: ${prompt}\n\nAssistant: ${better}`,
        rejected: `\n\nHuman: ${prompt}\n\nAssistant: ${worse}`,
      }),
    ],
    [
      'openai',
      lines({
        input: { messages: [user(prompt)], tools: [], parallel_tool_calls: true },
        preferred_output: [assistant(better)],
        non_preferred_output: [assistant(worse)],
      }),
    ],
    ['axolotl', lines({ messages: [user(prompt)], chosen: assistant(better), rejected: assistant(worse) })],
    ['nemo-aligner', lines({ prompt, chosen_response: better, rejected_response: worse })],
    [
      'llama-factory',
      lines({
        conversations: [{ from: 'human', value: prompt }],
        chosen: { from: 'gpt', value: better },
        rejected: { from: 'gpt', value: worse },
      }),
    ],
    ['kto', lines({ prompt, completion: better, label: true }, { prompt, completion: worse, label: false })],
  ]
  test.each(layouts)('%s comes back as a pair with its winner', async (name, text, more = {}) => {
    const { format, lines: read } = await readAs('preference', text)
    expect(format).toBe(name)
    expect(contentOf(read)).toEqual([asPair(more)])
    const [line] = read
    if (line === undefined || 'problem' in line) throw new Error('no line')
    const { responses } = line.value
    const won = Array.isArray(responses)
      ? responses[JSON.stringify(line.answers).includes('"choice":"a"') ? 0 : 1]
      : null
    expect(won).toEqual({ content: [assistant(better)] })
  })

  test('over many pairs the winner stands first about as often as second', async () => {
    const text = lines(
      ...Array.from({ length: 400 }, (_, i) => ({ prompt: `Question ${i}`, chosen: 'Yes', rejected: 'No' })),
    )
    const { lines: read } = await readAs('preference', text)
    const first = read.filter((line) => JSON.stringify(line).includes('"choice":"a"')).length
    expect(first).toBeGreaterThan(150)
    expect(first).toBeLessThan(250)
    expect((await readAs('preference', text)).lines).toEqual(read)
  })

  test('an arena’s battles of one question are one task; ties and both-bad stay', async () => {
    const battle = (judge: string, winner: string) => ({
      question_id: 'q1',
      model_a: 'm1',
      model_b: 'm2',
      winner,
      judge,
      conversation_a: [user(prompt), assistant(better)],
      conversation_b: [user(prompt), assistant(worse)],
      turn: 1,
      anony: true,
      language: 'English',
      tstamp: 1_700_000_000.25,
    })
    const { format, lines: read } = await readAs(
      'preference',
      lines(battle('j1', 'model_a'), battle('j2', 'tie'), battle('j3', 'tie (bothbad)')),
    )
    expect(format).toBe('arena')
    expect(contentOf(read)).toEqual([
      {
        id: 'q1',
        gold: null,
        meta: { language: 'English' },
        task: {
          prompt: [user(prompt)],
          responses: [
            { model: 'm1', content: [assistant(better)] },
            { model: 'm2', content: [assistant(worse)] },
          ],
        },
        annotations: [
          ['j1', { choice: 'a' }],
          ['j2', { choice: 'tie' }],
          ['j3', { choice: 'both-bad' }],
        ],
      },
    ])
  })

  test('HelpSteer’s negative score is for response 1; every annotator’s score and reason comes', async () => {
    const { format, lines: read } = await readAs(
      'preference',
      lines({
        domain: 'general',
        language: 'english',
        context: [user(prompt)],
        response1: better,
        response2: worse,
        overall_preference: -2,
        individual_preference: [
          { score: -3, reasoning: 'It answers.', feedback1: null },
          { score: 0, reasoning: null },
        ],
      }),
    )
    expect(format).toBe('helpsteer')
    expect(contentOf(read)).toMatchObject([
      {
        meta: { domain: 'general', language: 'english' },
        annotations: [
          ['', { choice: 'a', strength: 3, rationale: 'It answers.' }],
          ['', { choice: 'tie' }],
        ],
      },
    ])
  })

  test('one KTO row alone is refused with the reason, and so are two that are both good', async () => {
    const { lines: read } = await readAs(
      'preference',
      lines(
        { prompt: 'alone', completion: better, label: true },
        { prompt: 'both', completion: better, label: true },
        { prompt: 'both', completion: worse, label: true },
        { prompt: 'bad', completion: better, label: false },
        { prompt: 'bad', completion: worse, label: false },
      ),
    )
    expect(contentOf(read)).toMatchObject([
      expect.stringContaining('one response only'),
      expect.stringContaining('labeled true'),
      { annotations: [['', { choice: 'both-bad' }]] },
    ])
  })

  test('texts without a prompt and broken chats say what to do', async () => {
    const { lines: read } = await readAs(
      'preference',
      lines(
        { chosen: 'a b', rejected: 'a c' },
        { prompt: 'x', chosen: [{ role: 'robot', content: '' }], rejected: [] },
      ),
    )
    expect(contentOf(read)).toEqual([
      expect.stringContaining('Add a column “prompt”'),
      expect.stringContaining('give each turn a role'.replace('give', 'Give')),
    ])
  })
})

describe('rankings', () => {
  test('Nectar’s ranks become places, its order of answers none', async () => {
    const answers = [
      { answer: 'Zebra', model: 'm1', rank: 1 },
      { answer: 'Ape', model: 'm2', rank: 3 },
      { answer: 'Newt', model: 'm3', rank: 3 },
      { answer: 'Moth', model: 'm4', rank: 7 },
    ]
    const { format, lines: read } = await readAs(
      'ranking',
      lines({ prompt: '\n\nHuman: An animal? \n\nAssistant: ', answers }),
    )
    expect(format).toBe('nectar')
    expect(contentOf(read)).toMatchObject([
      {
        task: {
          prompt: 'An animal?',
          responses: [{ content: 'Ape' }, { content: 'Moth' }, { content: 'Newt' }, { content: 'Zebra' }],
        },
        annotations: [['', { ranks: [2, 3, 2, 1] }]],
      },
    ])
  })
})

describe('texts', () => {
  test('doccano’s lists of labels, one label and our CSV', async () => {
    const many = await readAs(
      'sentiment',
      lines({ id: 7, text: 'So so', label: ['neutral', 'negative'], Comments: [] }),
    )
    expect(many.format).toBe('doccano')
    expect(contentOf(many.lines)).toMatchObject([
      { id: '7', task: { text: 'So so' }, annotations: [['', { labels: ['neutral', 'negative'] }]] },
    ])
    const old = await readAs(
      'sentiment',
      lines({ text: 'Fine', labels: ['positive'], annotator: 'ada', meta: { page: 3 } }),
    )
    expect(contentOf(old.lines)).toMatchObject([{ meta: { page: 3 }, annotations: [['ada', { label: 'positive' }]] }])
    const spans = await readAs('sentiment', lines({ text: 'Ada', label: [[0, 3, 'PER']] }))
    expect(contentOf(spans.lines)).toEqual([expect.stringContaining('mark spans')])
    const csv = await readAs('sentiment', 'text,label\r\n"Well, yes",positive\r\n', { contentType: 'text/csv' })
    expect(contentOf(csv.lines)).toMatchObject([
      { task: { text: 'Well, yes' }, annotations: [['', { label: 'positive' }]] },
    ])
  })

  test('Label Studio’s choices come with people, times and predictions', async () => {
    const choice = (value: string) => [
      { type: 'choices', from_name: 'sentiment', to_name: 'text', value: { choices: [value] } },
    ]
    const tasks = [
      {
        id: 3,
        data: { text: 'I liked it', url: 'https://example.org/3' },
        annotations: [
          {
            id: 1,
            completed_by: { id: 4, email: 'ada@example.org' },
            result: choice('positive'),
            lead_time: 2.5,
            created_at: '2025-02-03T04:05:06Z',
            was_cancelled: false,
          },
          { id: 2, completed_by: 5, result: choice('neutral') },
          { id: 9, completed_by: 6, result: [], was_cancelled: true },
        ],
        predictions: [{ model_version: 'v1', result: choice('negative') }],
      },
    ]
    const {
      format,
      lines: read,
      notes,
    } = await readAs('sentiment', JSON.stringify(tasks), { contentType: 'application/json' })
    expect(format).toBe('label-studio')
    expect(contentOf(read)).toEqual([
      {
        id: '3',
        gold: null,
        meta: { url: 'https://example.org/3' },
        task: { text: 'I liked it' },
        annotations: [
          ['ada@example.org', { label: 'positive' }],
          ['5', { label: 'neutral' }],
        ],
        prelabel: { label: 'negative' },
      },
    ])
    expect(read[0]).toMatchObject({
      answers: { annotations: [{ createdAt: '2025-02-03T04:05:06.000Z', timeSpentMs: 2500 }, {}] },
    })
    expect(notes).toEqual({ 'skipped annotations left out': 1 })
  })

  test('Label Studio’s pairs', async () => {
    const result = [{ type: 'pairwise', from_name: 'pw', to_name: 'answer1,answer2', value: { selected: 'right' } }]
    const tasks = [
      { id: 1, data: { prompt: 'Q', answer1: 'One', answer2: 'Two' }, annotations: [{ completed_by: 1, result }] },
    ]
    const { lines: read } = await readAs('preference', JSON.stringify(tasks), { contentType: 'application/json' })
    expect(contentOf(read)).toMatchObject([
      { task: { prompt: 'Q', responses: ['One', 'Two'] }, annotations: [['1', { choice: 'b' }]] },
    ])
  })
})

describe('boxes', () => {
  const cocoDocument = {
    info: { description: 'nested { "images": [ in a text' },
    licenses: [{ id: 1, name: 'CC BY' }],
    annotations: [
      { id: 1, image_id: 10, category_id: 2, bbox: [5, 5, 20, 10], area: 200, iscrowd: 0, segmentation: [] },
      {
        id: 2,
        image_id: 10,
        category_id: 1,
        bbox: [-4, 290, 10, 20],
        area: 200,
        iscrowd: 0,
        segmentation: [[1, 2, 3, 4]],
      },
    ],
    images: [
      { id: 10, file_name: 'chelsea.png', width: 451, height: 300, license: 1 },
      { id: 11, file_name: 'coffee.png', width: 600, height: 400 },
    ],
    categories: [
      { id: 1, name: 'Animal', supercategory: '' },
      { id: 2, name: 'Object', supercategory: '' },
    ],
  }
  const cocoTasks = [
    {
      id: null,
      gold: null,
      meta: { license: 1 },
      task: { image: 'chelsea.png' },
      annotations: [
        [
          '',
          {
            boxes: [
              { label: 'Object', x: 5, y: 5, width: 20, height: 10 },
              { label: 'Animal', x: 0, y: 290, width: 6, height: 10 },
            ],
          },
        ],
      ],
    },
    { id: null, gold: null, meta: {}, task: { image: 'coffee.png' }, annotations: [['', { boxes: [] }]] },
  ]

  test.each([0, 1])('COCO, in one line or several, images before or after their boxes', async (indent) => {
    const text = JSON.stringify(cocoDocument, null, indent)
    const { format, lines: read, notes } = await readAs('bounding-box', text, { contentType: 'application/json' })
    expect(format).toBe('coco')
    expect(contentOf(read)).toEqual(cocoTasks)
    expect(notes).toEqual({ 'outlines of segments left out': 1, 'boxes cut at the border of the image': 1 })
    const { annotations, ...others } = cocoDocument
    const turned = JSON.stringify({ ...others, annotations })
    expect(contentOf((await readAs('bounding-box', turned, { contentType: 'application/json' })).lines)).toEqual(
      cocoTasks,
    )
    const zip = await readAs('bounding-box', {
      'data/annotations/instances_train.json': text,
      'data/train/chelsea.png': await demo('images/chelsea.png'),
    })
    expect(zip).toMatchObject({ format: 'coco' })
    expect(contentOf(zip.lines)).toEqual(cocoTasks)
  })

  test('a COCO document with stray boxes or unknown categories says which', async () => {
    const read = (change: object) =>
      readAs('bounding-box', JSON.stringify({ ...cocoDocument, ...change }), { contentType: 'application/json' })
    await expect(read({ images: [cocoDocument.images[1]] })).rejects.toThrow(/image 10.*Nothing was imported\.$/)
    expect(contentOf((await read({ categories: [{ id: 2, name: 'Object' }] })).lines)[0]).toContain('Category 1')
    await expect(read({ images: [{ id: 1 }] })).rejects.toThrow(/file name/)
    await expect(read({ images: [] })).rejects.toThrow(/no COCO document/)
  })

  test('a YOLO folder needs its pictures; one without labels has no boxes', async () => {
    const { format, lines: read } = await readAs('bounding-box', {
      'set/data.yaml': 'path: .\ntrain: images/train\nval: images/val\nnames:\n  0: Animal\n  1: "Object"\n',
      'set/images/train/chelsea.png': await demo('images/chelsea.png'),
      'set/images/val/coffee.png': await demo('images/coffee.png'),
      'set/labels/train/chelsea.txt': '0 0.5 0.5 0.2 0.1\n',
    })
    expect(format).toBe('yolo')
    expect(contentOf(read)).toMatchObject([
      {
        task: { image: 'chelsea.png' },
        meta: { split: 'train' },
        annotations: [['', { boxes: [{ label: 'Animal', x: 180.4, y: 135, width: 90.2, height: 30 }] }]],
      },
      { task: { image: 'coffee.png' }, meta: { split: 'val' }, annotations: [['', { boxes: [] }]] },
    ])
    await expect(readAs('bounding-box', { 'data.yaml': 'names: [a]', 'labels/x.txt': '' })).rejects.toThrow(
      /Pack them along/,
    )
  })

  test('Pascal VOC, alone or in a zip', async () => {
    const xml = `<?xml version="1.0"?>\n<annotation><folder>VOC</folder><filename>chelsea.png</filename><size><width>451</width><height>300</height><depth>3</depth></size>
      <object><name>Animal &amp; co</name><pose>Left</pose><truncated>1</truncated><difficult>0</difficult><bndbox><xmin>10</xmin><ymin>20</ymin><xmax>30</xmax><ymax>60</ymax></bndbox></object></annotation>`
    const expected = [
      {
        task: { image: 'chelsea.png' },
        annotations: [['', { boxes: [{ label: 'Animal & co', x: 10, y: 20, width: 20, height: 40 }] }]],
      },
    ]
    const alone = await readAs('bounding-box', xml, { contentType: 'application/xml' })
    expect(alone.format).toBe('voc')
    expect(contentOf(alone.lines)).toMatchObject(expected)
    expect(alone.notes).toEqual({ 'attributes of boxes left out': 1 })
    const zip = await readAs('bounding-box', {
      'VOC/Annotations/chelsea.xml': xml,
      'VOC/ImageSets/Main/train.txt': 'chelsea\n',
    })
    expect(zip.format).toBe('voc')
    expect(contentOf(zip.lines)).toMatchObject(expected)
  })

  test('CVAT for images: boxes come, polygons and attributes are counted, tracks refused', async () => {
    const xml = `<?xml version="1.0" encoding="utf-8"?>
<annotations><version>1.1</version><meta><task><name>x</name><labels><label><name>Animal</name></label></labels></task></meta>
  <image id="0" name="set/chelsea.png" subset="Train" width="451" height="300">
    <box label="Animal" source="manual" occluded="0" xtl="10.50" ytl="20.00" xbr="30.75" ybr="60.25" z_order="0"><attribute name="mood">calm</attribute></box>
    <polygon label="Animal" source="manual" points="1,2;3,4;5,6"></polygon>
  </image>
  <image id="1" name="coffee.png" width="600" height="400"/>
</annotations>`
    const { format, lines: read, notes } = await readAs('bounding-box', xml, { contentType: 'text/xml' })
    expect(format).toBe('cvat')
    expect(contentOf(read)).toEqual([
      {
        id: null,
        gold: null,
        meta: { subset: 'Train' },
        task: { image: 'set/chelsea.png' },
        annotations: [['', { boxes: [{ label: 'Animal', x: 10.5, y: 20, width: 20.25, height: 40.25 }] }]],
      },
      { id: null, gold: null, meta: {}, task: { image: 'coffee.png' }, annotations: [['', { boxes: [] }]] },
    ])
    expect(notes).toEqual({ 'shapes of type polygon left out': 1, 'attributes of boxes left out': 1 })
    const video = '<annotations><track id="0" label="a"></track></annotations>'
    await expect(readAs('bounding-box', video, { contentType: 'text/xml' })).rejects.toThrow(
      /tracks of a video.*Nothing was imported\.$/,
    )
  })

  test('Label Studio’s rectangles in percent; uploads are named without their prefix', async () => {
    const region = {
      type: 'rectanglelabels',
      original_width: 451,
      original_height: 300,
      value: { x: 10, y: 20, width: 30, height: 40, rotation: 0, rectanglelabels: ['Animal'] },
    }
    const tasks = [
      {
        id: 1,
        data: { image: '/data/upload/4/1a2b3c4d-chelsea.png' },
        annotations: [{ completed_by: 1, result: [region] }],
      },
      { id: 2, data: { image: '/data/local-files/?d=set%2Fcoffee.png' }, predictions: [{ result: [] }] },
    ]
    const { lines: read } = await readAs('bounding-box', JSON.stringify(tasks), { contentType: 'application/json' })
    expect(contentOf(read)).toMatchObject([
      {
        task: { image: 'chelsea.png' },
        annotations: [['1', { boxes: [{ label: 'Animal', x: 45.1, y: 60, width: 135.3, height: 120 }] }]],
      },
      { task: { image: 'set/coffee.png' }, annotations: [], prelabel: { boxes: [] } },
    ])
  })
})

describe('speech', () => {
  test('NeMo’s manifest, whole recordings and segments, also in a .json file of lines', async () => {
    const rows = lines(
      { audio_filepath: 'a.wav', duration: 3.5, text: 'hello there', lang: 'en' },
      { audio_filepath: 'b.wav', offset: 0.5, duration: 1.25, text: 'one', speaker: 'Ann' },
      { audio_filepath: 'b.wav', offset: 2, duration: 1, text: 'two' },
    )
    for (const contentType of ['application/x-ndjson', 'application/json']) {
      const { format, lines: read } = await readAs('transcription', rows, { contentType })
      expect(format).toBe('nemo')
      expect(contentOf(read)).toMatchObject([
        { task: { audio: 'a.wav', language: 'en' }, annotations: [['', { text: 'hello there' }]] },
        {
          task: { audio: 'b.wav' },
          annotations: [
            [
              '',
              {
                text: 'one two',
                segments: [
                  { start: 0.5, end: 1.75, text: 'one', speaker: 'Ann' },
                  { start: 2, end: 3, text: 'two' },
                ],
              },
            ],
          ],
        },
      ])
    }
  })

  test('a Kaldi folder with and without segments', async () => {
    const { format, lines: read } = await readAs('transcription', {
      'wav.scp': 'r1 audio/one.wav\nr2 audio/two.wav\nr3 sox x.sph -t wav - |\n',
      text: 'ann-r1-000 good morning\nann-r1-001 bye\nr2 alone\nr3 piped\n',
      segments: 'ann-r1-000 r1 0.00 1.20\nann-r1-001 r1 2.00 3.00\n',
      utt2spk: 'ann-r1-000 ann\nann-r1-001 ann\nr2 r2\nr3 r3\n',
    })
    expect(format).toBe('kaldi')
    expect(contentOf(read)).toMatchObject([
      {
        task: { audio: 'audio/one.wav' },
        annotations: [
          [
            '',
            {
              segments: [
                { start: 0, end: 1.2, text: 'good morning', speaker: 'ann' },
                { start: 2, end: 3, text: 'bye' },
              ],
            },
          ],
        ],
      },
      { task: { audio: 'audio/two.wav' }, annotations: [['', { text: 'alone' }]] },
      expect.stringContaining('command'),
    ])
  })

  test('Common Voice’s table has no quotes: a quote is a letter', async () => {
    const tsv = 'client_id\tpath\tsentence\tup_votes\tlocale\nx1\tclip_1.mp3\tHe said "no", twice.\t2\ten\n'
    const { format, lines: read } = await readAs('transcription', tsv, { contentType: 'text/tab-separated-values' })
    expect(format).toBe('common-voice')
    expect(contentOf(read)).toMatchObject([
      {
        task: { audio: 'clip_1.mp3', language: 'en' },
        meta: { client_id: 'x1', up_votes: '2' },
        annotations: [['', { text: 'He said "no", twice.' }]],
      },
    ])
  })

  test('an audiofolder, with a table of CSV or JSON Lines', async () => {
    const csv = 'file_name,transcription,speaker\ndata/a.wav,"Yes, please",7\n'
    const jsonl = lines({ file_name: 'data/a.wav', transcription: 'Yes, please', speaker: '7' })
    for (const [name, table] of [
      ['metadata.csv', csv],
      ['metadata.jsonl', jsonl],
    ] as const) {
      const { format, lines: read } = await readAs('transcription', { [name]: table, 'data/a.wav': 'x' })
      expect(format).toBe('audiofolder')
      expect(contentOf(read)).toMatchObject([
        { task: { audio: 'data/a.wav' }, meta: { speaker: '7' }, annotations: [['', { text: 'Yes, please' }]] },
      ])
    }
  })

  test('subtitles find their recording by name, and their annotator behind a dot', async () => {
    const vtt = 'WEBVTT\n\n00:00.500 --> 00:01.000\n<v Ann>Hello &amp; welcome\n'
    const { format, lines: read } = await readAs('transcription', {
      'talk.wav': 'x',
      'talk.ada.vtt': vtt,
      'talk.ben.vtt': vtt,
      'lost.vtt': vtt,
    })
    expect(format).toBe('webvtt')
    const said = {
      text: 'Hello & welcome',
      segments: [{ start: 0.5, end: 1, text: 'Hello & welcome', speaker: 'Ann' }],
    }
    expect(contentOf(read)).toMatchObject([
      expect.stringContaining('no recording called lost'),
      {
        task: { audio: 'talk.wav' },
        annotations: [
          ['ada', said],
          ['ben', said],
        ],
      },
    ])
    const srt = await readAs('transcription', {
      'a/talk.mp3': 'x',
      'b/talk.srt': '1\r\n00:00:01,000 --> 00:00:02,500\r\nHi\r\n',
    })
    expect(srt.format).toBe('srt')
    expect(contentOf(srt.lines)).toMatchObject([
      { task: { audio: 'a/talk.mp3' }, annotations: [['', { segments: [{ start: 1, end: 2.5, text: 'Hi' }] }]] },
    ])
  })
})

test('a type’s own lines are taken as they always were, and a format that is named wins over what a file looks like', async () => {
  const own = lines({ text: 'plain' })
  expect((await readAs('sentiment', own)).format).toBe('tasks')
  const labeled = lines({ text: 'plain', label: 'positive' })
  const named = await readAs('sentiment', labeled, { format: 'tasks' })
  expect(named.format).toBe('tasks')
  expect(named.lines).toMatchObject([{ value: { text: 'plain', label: 'positive' } }])
  await expect(readAs('sentiment', own, { format: 'coco' })).rejects.toThrow(
    /no tasks of this project’s type\. Choose one of tasks, .*doccano/,
  )
  await expect(readAs('sentiment', own, { format: 'nope' })).rejects.toMatchObject({ code: 'bad-input' })
})
