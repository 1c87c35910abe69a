/** Command instead of Control: on Macs and with hardware keyboards on iPads. */
export function isMac(): boolean {
  return typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent)
}
