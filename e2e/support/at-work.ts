import { type Browser, test } from '@playwright/test'
import { beginByKey, listenForAnswers } from './answers'
import { type Account, givenLabeler, type Installation, install, openBrowser, type PreparedBatch } from './installation'
import type { Person } from './people'

/** A Concord for the tests of one file, with a labeler who is ready to begin. */
export interface AtWork {
  readonly installation: Installation
  readonly labeler: Account
  /** Opens a batch by its address at a browser of the labeler's own. */
  goTo(browser: Browser, batch: PreparedBatch): Promise<Person>
  /** Begins a batch by keyboard at a browser of the labeler's own; `sent` are the answers that leave the page. */
  begin(browser: Browser, batch: PreparedBatch): Promise<Begun>
}

type Begun = Person & { sent: ReturnType<typeof listenForAnswers> }

export function labelerAtWork(name = 'Amina Rahimi'): AtWork {
  let made: { installation: Installation; labeler: Account } | null = null
  test.beforeAll(async () => {
    const installation = await install()
    made = { installation, labeler: await givenLabeler(installation, name) }
  })
  test.afterAll(() => made?.installation.stop())
  const now = () => {
    if (made === null) throw new Error('The installation is there once the tests of the file have begun.')
    return made
  }
  return {
    get installation() {
      return now().installation
    },
    get labeler() {
      return now().labeler
    },
    goTo: async (browser, batch) => {
      const person = await openBrowser(browser, now().installation, now().labeler)
      await person.page.goto(`/label/${batch.batchId}`)
      return person
    },
    begin: async (browser, batch) => {
      const person = await openBrowser(browser, now().installation, now().labeler)
      const sent = listenForAnswers(person.page)
      await beginByKey(person.page, batch)
      return { ...person, sent }
    },
  }
}
