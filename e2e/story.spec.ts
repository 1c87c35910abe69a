import { expect, test } from '@playwright/test'
import { z } from 'zod'
import { demoLines } from './support/demo-lines'
import { exportAs, rowsOf } from './support/export'
import {
  comparePairs,
  drawBoxByKeys,
  drawBoxes,
  judgeTexts,
  type LabeledPicture,
  letters,
  openQueue,
  rankResponses,
  transcribe,
} from './support/label'
import { firstAdmin, invitedLabeler, type Person } from './support/people'
import { demo, importFiles, makeProject } from './support/project'
import { type RunningServer, startServer } from './support/server'

const names = ['Amina Rahimi', 'Tomás Ferreira', 'Li Wei']
const photos = ['astronaut.png', 'chelsea.png', 'coffee.png', 'coins.png', 'hallstatt.jpg', 'rocket.jpg']
const recordings = ['arctic_a0024.wav', 'chinese.flac', 'english.wav', 'jfk.flac']
const instances = z.object({
  images: z.array(z.object({ id: z.number(), file_name: z.string(), width: z.number(), height: z.number() })),
  annotations: z.array(z.object({ image_id: z.number(), bbox: z.array(z.number()) })),
})
const messages = z.array(z.object({ role: z.string(), content: z.string() }))

let server: RunningServer
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(() => server.stop())

test('from an empty installation to a downloaded dataset that says what people said', async ({ browser }) => {
  if (server.setupLink === null) throw new Error('the first start printed no set-up link')
  const admin = await firstAdmin(browser, server.setupLink)
  const { page } = admin

  await test.step('a project of each type, with the demo files imported through the page', async () => {
    await makeProject(page, 'Sentiment', 'Review sentiment')
    await importFiles(page, 'Reviews', [demo('sentiment.jsonl')], 150)
    await makeProject(page, 'Preference', 'Assistant preference')
    await importFiles(page, 'Pairs', [demo('preference.jsonl')], 100)
    await makeProject(page, 'Ranking', 'Assistant ranking')
    await importFiles(page, 'Triples', [demo('ranking.jsonl')], 40)
    await makeProject(page, 'Bounding boxes', 'Things in photos')
    await importFiles(page, 'Photos', [demo('bounding-box.jsonl'), ...photos.map((name) => demo('images', name))], 6)
    await makeProject(page, 'Transcription', 'English speech')
    await importFiles(
      page,
      'Voices',
      [demo('transcription.jsonl'), ...recordings.map((name) => demo('audio', name))],
      4,
    )
  })

  const labelers: Person[] = []
  for (const name of names) labelers.push(await invitedLabeler(browser, admin, name))

  const texts = new Map<string, string[]>()
  await test.step('three labelers judge texts with one key each', async () => {
    for (const [who, labeler] of labelers.entries()) {
      await openQueue(labeler.page, 'Review sentiment')
      const labeled = await judgeTexts(labeler.page, 9, (text) => {
        if (who === 2 && text.length % 3 === 0) return 'neutral'
        return text.length % 2 === 0 ? 'positive' : 'negative'
      })
      for (const { text, label } of labeled) texts.set(text, [...(texts.get(text) ?? []), label])
    }
  })

  const preferred = new Map<string, (string | null)[]>()
  await test.step('they compare pairs, whichever side a response stands on', async () => {
    for (const [who, labeler] of labelers.entries()) {
      await openQueue(labeler.page, 'Assistant preference')
      const judged = await comparePairs(labeler.page, 6, (n) => who === 2 && n % 2 === 0)
      for (const pair of judged) {
        const key = [...pair.shown].sort().join('\u0000')
        preferred.set(key, [...(preferred.get(key) ?? []), pair.preferred])
      }
    }
  })

  const rankings: string[][] = []
  await test.step('they rank responses by digits', async () => {
    for (const labeler of labelers) {
      await openQueue(labeler.page, 'Assistant ranking')
      const ranked = await rankResponses(labeler.page, 3)
      rankings.push(...ranked)
    }
  })

  const drawn: LabeledPicture[] = []
  await test.step('they draw boxes, by mouse and by keyboard', async () => {
    for (const [who, labeler] of labelers.entries()) {
      await openQueue(labeler.page, 'Things in photos')
      const byKeys = who === 1
      if (byKeys) await drawBoxByKeys(labeler.page, 1)
      const pictures = await drawBoxes(labeler.page, byKeys ? 2 : 1, 6, (n) => ({
        from: [0.2 + who * 0.01, 0.25],
        to: [0.6, 0.7 - n * 0.02],
        label: 'Person',
      }))
      drawn.push(...pictures)
    }
  })

  const transcripts: string[] = []
  await test.step('they hear recordings and write down what is said', async () => {
    for (const [who, labeler] of labelers.entries()) {
      await openQueue(labeler.page, 'English speech')
      const heard = await transcribe(
        labeler.page,
        4,
        (n) => `what ${names[who]?.split(' ')[0]} heard in recording ${n}`,
      )
      transcripts.push(...heard)
    }
  })

  await test.step('agreement appears with its n', async () => {
    for (const [project, n] of [
      ['Review sentiment', 9],
      ['Assistant preference', 6],
      ['Assistant ranking', 3],
      ['Things in photos', 6],
      ['English speech', 4],
    ] as const) {
      await page.goto(`${server.url}/projects`)
      await page.getByRole('main').getByRole('link', { name: project }).click()
      await expect(page.getByText(new RegExp(`n = ${n} tasks`)).first()).toBeVisible()
    }
  })

  const open = async (project: string) => {
    await page.goto(`${server.url}/projects`)
    await page.getByRole('main').getByRole('link', { name: project }).click()
    await expect(page.getByRole('heading', { name: project }).or(page.getByText(project)).first()).toBeVisible()
  }

  await test.step('the exports say what was labeled', async () => {
    await open('Review sentiment')
    const sentiment = rowsOf(
      await exportAs(page, 'Labeled texts'),
      'labels.jsonl',
      z.object({ text: z.string(), n_annotators: z.number(), votes: z.record(z.string(), z.number()) }),
    )
    // Known answers measure people and stay out unless one asks for them.
    const known = new Set(
      (await demoLines('sentiment.jsonl')).flatMap(({ gold, text }) => (gold === undefined ? [] : text)),
    )
    expect(sentiment).toHaveLength([...texts.keys()].filter((text) => !known.has(text)).length)
    expect(sentiment.length).toBeGreaterThan(4)
    for (const { text, votes, n_annotators } of sentiment) {
      const said = texts.get(text) ?? []
      expect(n_annotators).toBe(3)
      for (const [label, count] of Object.entries(votes))
        expect(said.filter((one) => one === label)).toHaveLength(count)
    }

    await open('Assistant preference')
    const pairs = rowsOf(
      await exportAs(page, 'TRL preference'),
      'preference.jsonl',
      z.object({ prompt: messages, chosen: messages, rejected: messages, n_annotators: z.number() }),
    )
    expect(pairs).toHaveLength(6)
    for (const { chosen, rejected } of pairs) {
      const [winner, loser] = [said(chosen), said(rejected)]
      const votes = preferred.get([winner, loser].sort().join('\u0000'))
      expect(votes, 'the pair is one that was shown').toHaveLength(3)
      expect(votes?.filter((text) => text === winner).length).toBeGreaterThanOrEqual(2)
    }

    await open('Assistant ranking')
    const ranked = rowsOf(
      await exportAs(page, 'TRL preference'),
      'preference.jsonl',
      z.object({ chosen: messages, rejected: messages }),
    )
    expect(ranked).toHaveLength(9)
    for (const { chosen, rejected } of ranked) {
      const order = rankings.find((texts) => texts.includes(said(chosen)) && texts.includes(said(rejected)))
      expect(order?.indexOf(said(chosen))).toBeLessThan(order?.indexOf(said(rejected)) ?? 0)
    }

    await open('Things in photos')
    const coco = instances.parse(JSON.parse((await exportAs(page, 'COCO')).files.get('instances.json') ?? 'null'))
    expect(coco.images).toHaveLength(6)
    expect(coco.annotations).toHaveLength(18)
    const drawnByKeys = coco.annotations.filter(({ bbox: [, , width, height] }) => width === 60 && height === 40)
    expect(drawnByKeys).toHaveLength(1)
    for (const { boxes, size } of drawn) {
      const image = coco.images.find(({ width, height }) => width === size[0] && height === size[1])
      const [box] = boxes
      const near = coco.annotations.filter(
        ({ image_id, bbox }) =>
          image_id === image?.id &&
          bbox.every((side, i) => Math.abs(side - ([box?.x, box?.y, box?.width, box?.height][i] ?? Number.NaN)) <= 3),
      )
      expect(near.length, `${image?.file_name} ${JSON.stringify(box)}`).toBeGreaterThanOrEqual(1)
    }

    await open('English speech')
    const spoken = rowsOf(
      await exportAs(page, 'NeMo manifest'),
      'manifest.jsonl',
      z.object({ audio_filepath: z.string(), duration: z.number(), text: z.string() }),
    )
    expect(spoken).toHaveLength(recordings.length)
    for (const { text } of spoken) expect(transcripts).toContain(text)
  })

  for (const person of [admin, ...labelers]) person.trouble.expectNone()
})

/** Letters of the last turn. */
function said(turns: z.infer<typeof messages>): string {
  return letters(turns.at(-1)?.content ?? '')
}
