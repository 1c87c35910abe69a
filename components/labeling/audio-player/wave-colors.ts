'use client'

/** A canvas knows no CSS variables: the tokens' colours as this theme has them now. */
export function waveColors(within: Element) {
  const probe = document.createElement('span')
  within.append(probe)
  const read = (value: string) => {
    probe.style.color = value
    return getComputedStyle(probe).color
  }
  const colors = {
    wave: read('var(--faint)'),
    accent: read('var(--accent)'),
    window: read('color-mix(in oklab, var(--accent) 12%, transparent)'),
  }
  probe.remove()
  return colors
}

/** Calls back when the theme changes, by the switch or by the system. */
export function onThemeChange(react: () => void): () => void {
  const observer = new MutationObserver(react)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-contrast'] })
  const dark = matchMedia('(prefers-color-scheme: dark)')
  dark.addEventListener('change', react)
  return () => {
    observer.disconnect()
    dark.removeEventListener('change', react)
  }
}
