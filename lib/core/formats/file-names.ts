/** Disks take 255 bytes a name; endings and numbers need some of them. */
const mostBytes = 200
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** One part of a path as every disk takes it: not too long in bytes, its ending kept, and no name that some system keeps for itself. */
export function fittingName(name: string, most = mostBytes): string {
  const whole = closed(name)
  const usual = reserved.test(whole) ? `_${whole}` : whole
  if (bytesOf(usual) <= most) return usual
  const [ending = ''] = /(?<=[^.])\.[^.]{1,16}$/u.exec(usual) ?? []
  return closed(beginning(usual.slice(0, usual.length - ending.length), most - bytesOf(ending)) + ending)
}

/** Some systems drop dots and spaces at the end of a name, so that two names would be one. */
function closed(name: string): string {
  return name.replace(/[. ]+$/, (end) => '_'.repeat(end.length))
}

function beginning(text: string, most: number): string {
  let left = most
  let kept = ''
  for (const character of text) {
    left -= bytesOf(character)
    if (left < 0) break
    kept += character
  }
  return kept
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).byteLength
}
