import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe holds against the page as it is now, light and dark, each with the element it means. */
export async function complaints(page: Page, within?: string): Promise<string[]> {
  const inspect = () => (within === undefined ? new AxeBuilder({ page }) : new AxeBuilder({ page }).include(within))
  await show(page, 'light')
  const light = await inspect().withTags(standards).analyze()
  // The same elements in other colours: only their contrast can differ.
  await show(page, 'dark')
  const dark = await inspect().withRules(['color-contrast']).analyze()
  return [...light.violations, ...dark.violations].flatMap(({ id, nodes }) =>
    nodes.filter(({ html }) => !isMovedBySlider(html)).map(({ html }) => `${id}: ${html.slice(0, 160)}`),
  )
}

/** The waveform’s own scroller: the slider around it has the focus, and its arrows bring every second into view. */
const isMovedBySlider = (html: string) => html.startsWith('<div class="scroll" part="scroll"')

/** In this scheme, and at rest: colours on their way from one scheme to the other belong to neither. */
async function show(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.evaluate(async () => {
    // A style takes effect, and its transitions begin, with the next frame.
    for (let frame = 0; frame < 2; frame++) await new Promise((drawn) => requestAnimationFrame(drawn))
    const ends = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ends.map(({ finished }) => finished))
  })
}
