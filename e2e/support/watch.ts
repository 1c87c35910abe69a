import { expect, type Page } from '@playwright/test'

/** Collects what must not happen while a person works: failed requests, error replies, anything in the console. */
export function watchForTrouble(page: Page): { expectNone(): void } {
  const trouble: string[] = []
  page.on('console', (message) => {
    if (message.type() !== 'info' && message.type() !== 'debug')
      trouble.push(`console ${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => trouble.push(`uncaught: ${error.message}`))
  page.on('requestfailed', (request) => {
    // A page that is left cancels what it was still fetching ahead; that is the browser's own doing.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED')
      trouble.push(`failed: ${request.method()} ${request.url()} ${request.failure()?.errorText}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) trouble.push(`${response.status()}: ${response.request().method()} ${response.url()}`)
  })
  return { expectNone: () => expect(trouble).toEqual([]) }
}
