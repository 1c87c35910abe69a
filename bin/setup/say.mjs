// What the commands say while they work: one line a step, with the time it took. On standard error, so that a command's result stands alone.
const started = Date.now()
export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`

/** Runs one step; prints its name before and the time it took after. */
export async function step(name, work) {
  const since = Date.now()
  if (process.stderr.isTTY) process.stderr.write(`  ${name} …\r`)
  else console.error(`  ${name} …`)
  const result = await work()
  console.error(`✓ ${name} (${seconds(since)})`)
  return result
}

export const total = () => seconds(started)

/** Ends the process with a sentence. */
export function giveUp(sentence) {
  console.error(`\n✗ ${sentence}`)
  process.exit(1)
}
