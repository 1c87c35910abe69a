import type { Page } from '@playwright/test'

/** From the next page on, keeps the audio element that last began to play, for `secondsPlayed` to ask. */
export async function listenToPlayers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const play = HTMLMediaElement.prototype.play
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      Object.assign(window, { lastPlayed: this })
      return play.call(this)
    }
  })
}
