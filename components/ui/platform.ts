/** Command instead of Control: on Macs and with hardware keyboards on iPads. */
export function isMac(): boolean {
  return typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent)
}

/** Whether the page runs from right to left: then the arrow to the left leads on. */
export function isRightToLeft(): boolean {
  return typeof document !== 'undefined' && document.documentElement.dir === 'rtl'
}
