import { type Browser, expect, type Page, test } from '@playwright/test'
import { adminPages } from './support/addresses'
import { complaints } from './support/complaints'
import { demoLines } from './support/demo-lines'
import {
  type Account,
  givenBatch,
  givenInvitation,
  givenLabeler,
  type Installation,
  install,
  openBrowser,
  type PreparedBatch,
} from './support/installation'

let installation: Installation
let labeler: Account
let batches: Record<string, PreparedBatch>
let invitation: string
test.beforeAll(async () => {
  installation = await install()
  labeler = await givenLabeler(installation, 'Amina Rahimi')
  invitation = await givenInvitation(installation, 'tomas@example.org')
  const given = async (taskType: string, files: string[] = []) => {
    const lines = (await demoLines(`${taskType}.jsonl`)).slice(0, 2)
    const named = files.length > 0 ? lines.filter((line) => files.includes(String(line.image ?? line.audio))) : lines
    const guidelines = '# What to do\n\nRead **all** of it.\n\n| label | when |\n|---|---|\n| one | always |'
    return givenBatch(installation, { name: `Demo ${taskType}`, taskType, guidelines }, named, files, 3)
  }
  batches = {
    sentiment: await given('sentiment'),
    preference: await given('preference'),
    ranking: await given('ranking'),
    'bounding-box': await given('bounding-box', ['images/chelsea.png', 'images/coffee.png']),
    transcription: await given('transcription', ['audio/jfk.flac']),
  }
})
test.afterAll(() => installation.stop())

const windows = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]

/** The page has come: its first heading, or its task, is there and nothing is loading. */
async function settled(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await expect(
    page
      .getByRole('heading')
      .or(page.getByRole('region', { name: /^Task / }))
      .first(),
  ).toBeVisible()
  await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0)
}

const labelerPages = (): string[] => [
  '/queues',
  '/my-work',
  '/settings',
  ...Object.values(batches).map(({ batchId }) => `/label/${batchId}`),
]

/** Everyone with the pages they see. */
function everyPage(): { account: Account | null; addresses: string[] }[] {
  const project = batches.sentiment
  if (project === undefined) throw new Error('the projects were not made')
  return [
    { account: null, addresses: ['/sign-in', new URL(invitation).pathname, '/no-such-page'] },
    { account: labeler, addresses: labelerPages() },
    { account: installation.admin, addresses: adminPages(project) },
  ]
}

/** Opens every page in one browser after the other. */
async function onEveryPage(
  browser: Browser,
  options: Parameters<typeof openBrowser>[3],
  look: (page: Page, address: string) => Promise<void>,
): Promise<void> {
  for (const { account, addresses } of everyPage()) {
    const { page, context } = await openBrowser(browser, installation, account, options)
    for (const address of addresses) {
      await settled(page, address)
      await look(page, address)
    }
    await context.close()
  }
}

for (const viewport of windows) {
  test(`nothing on any page is out of reach, light and dark, ${viewport.width} px wide`, async ({ browser }) => {
    const found: string[] = []
    await onEveryPage(browser, { viewport }, async (page, address) => {
      for (const complaint of await complaints(page)) found.push(`${address} ${complaint}`)
    })
    expect(found).toEqual([])
  })

  test(`nothing that opens is out of reach, light and dark, ${viewport.width} px wide`, async ({ browser }) => {
    const { page } = await openBrowser(browser, installation, labeler, { viewport })
    const found: string[] = []
    await settled(page, `/label/${batches.sentiment?.batchId}`)
    for (const [key, role, name] of [
      ['s', 'menu', 'Reason'],
      ['f', 'dialog', 'Flag this task'],
      ['n', 'dialog', 'Note'],
      ['?', 'dialog', 'Keys'],
      ['g', 'region', 'Guidelines'],
    ] as const) {
      await page.keyboard.press(key)
      const opened = page.getByRole(role, { name, exact: true })
      await expect(opened).toBeVisible()
      for (const complaint of await complaints(page)) found.push(`${name} ${complaint}`)
      await page.keyboard.press('Escape')
      await expect(opened).toBeHidden()
    }
    expect(found).toEqual([])
  })
}

test('nothing that opens on a page of those who run a project is out of reach, light and dark', async ({ browser }) => {
  const { page } = await openBrowser(browser, installation, installation.admin, {
    viewport: { width: 1440, height: 700 },
  })
  const project = `/projects/${batches.sentiment?.projectId}`
  const found: string[] = []
  for (const [address, button, name] of [
    ['/projects', /^Search/, 'Commands'],
    ['/people', /^Invite/, 'Invite someone'],
    ['/settings/tokens', 'New token', 'New token'],
    [project, 'Reproduce', 'Reproduce the agreement'],
  ] as const) {
    await settled(page, address)
    await page.getByRole('button', { name: button, exact: true }).first().click()
    await expect(page.getByRole('dialog', { name })).toBeVisible()
    for (const complaint of await complaints(page)) found.push(`${name} ${complaint}`)
  }
  await settled(page, `${project}/batches`)
  await page.getByRole('button', { name: 'More for First' }).click()
  await page.getByRole('menuitem', { name: 'Change' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  for (const complaint of await complaints(page)) found.push(`batch ${complaint}`)
  expect(found).toEqual([])
})

test('no page scrolls sideways at 320 px, with content at its largest', async ({ browser }) => {
  const wide: string[] = []
  await onEveryPage(browser, { viewport: { width: 320, height: 640 } }, async (page, address) => {
    await page.evaluate(() => localStorage.setItem('concord.labeling', JSON.stringify({ contentScale: 2 })))
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (over > 0) wide.push(`${address} by ${over} px`)
    for (const name of await cutButtons(page)) wide.push(`${address} cuts ${name}`)
  })
  expect(wide).toEqual([])
})

/** Buttons that lie partly beside the window though nothing around them scrolls. */
function cutButtons(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = (element: Element): boolean => {
      for (let at: Element | null = element; at; at = at.parentElement)
        if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return true
      return false
    }
    const isForEarsOnly = (element: Element): boolean => {
      for (let at: Element | null = element; at; at = at.parentElement)
        if (getComputedStyle(at).position === 'absolute' && at.clientWidth <= 1) return true
      return false
    }
    return [...document.querySelectorAll('button, a[href], input')].flatMap((control) => {
      const { left, right, width } = control.getBoundingClientRect()
      const seen = width > 1 && getComputedStyle(control).visibility === 'visible' && !control.closest('[inert]')
      if (!seen || (left >= -1 && right <= window.innerWidth + 1) || scrolls(control)) return []
      if (isForEarsOnly(control)) return []
      return [control.getAttribute('aria-label') ?? control.textContent ?? control.tagName]
    })
  })
}

test('from right to left the workspace is mirrored, and no two controls lie over each other', async ({ browser }) => {
  const overlaps: string[] = []
  const { page } = await openBrowser(browser, installation, labeler)
  await page.addInitScript(() => {
    new MutationObserver(() => document.documentElement?.setAttribute('dir', 'rtl')).observe(document, {
      childList: true,
    })
  })
  for (const [type, { batchId }] of Object.entries(batches)) {
    await settled(page, `/label/${batchId}`)
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    const submit = await page.getByRole('button', { name: 'Submit' }).boundingBox()
    const undo = await page.getByRole('button', { name: 'Undo', exact: true }).boundingBox()
    expect(submit?.x ?? Number.NaN, type).toBeLessThan(undo?.x ?? Number.NaN)
    for (const pair of await overlappingControls(page)) overlaps.push(`${type}: ${pair}`)
  }
  expect(overlaps).toEqual([])
})

/** Pairs of controls in bar and dock that share ground without one being inside the other. */
function overlappingControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = [...document.querySelectorAll('header :is(button, a), footer :is(button, a, label)')]
      .filter((control) => control.getBoundingClientRect().width > 1)
      .map((control) => ({ control, place: control.getBoundingClientRect() }))
    return controls.flatMap((one, at) =>
      controls.slice(at + 1).flatMap((other) => {
        if (one.control.contains(other.control)) return []
        const across = Math.min(one.place.right, other.place.right) - Math.max(one.place.left, other.place.left)
        const down = Math.min(one.place.bottom, other.place.bottom) - Math.max(one.place.top, other.place.top)
        if (across <= 1 || down <= 1) return []
        return [
          `${one.control.textContent || one.control.ariaLabel} / ${other.control.textContent || other.control.ariaLabel}`,
        ]
      }),
    )
  })
}
