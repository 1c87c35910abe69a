// What the commands say while they work: one line a step, with the time it took. On standard error, so that a command's result stands alone.
const started = Date.now()
export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`

/** Runs one step and prints its name before and its time after. A step that returns false had nothing to do and stays silent. */
export async function step(name, work) {
  const since = Date.now()
  if (process.stderr.isTTY) process.stderr.write(`  ${name} …\r`)
  else console.error(`  ${name} …`)
  const result = await work()
  if (result !== false) console.error(`✓ ${name} (${seconds(since)})`)
  else if (process.stderr.isTTY) process.stderr.write(`${' '.repeat(name.length + 6)}\r`)
  return result
}

export const total = () => seconds(started)

/** Ends the process with a sentence. */
export function giveUp(sentence) {
  console.error(`\n✗ ${sentence}`)
  process.exit(1)
}
