const FIRST_REPORT_MS = 1_000
const ON_TERMINAL_MS = 200
const IN_LOG_MS = 5_000
const LINES_BETWEEN_LOOKS = 1_024

/** Passes rows through and, when reading takes long, says on standard error how many lines are read. */
export async function* withLineProgress<Row>(rows: AsyncIterable<Row>, name: string): AsyncGenerator<Row> {
  const terminal = process.stderr.isTTY === true
  const report = (lines: number): void => {
    const sentence = `${name}: ${lines.toLocaleString('en')} lines read`
    process.stderr.write(terminal ? `\r${sentence}` : `${sentence}\n`)
  }
  let lines = 0
  let next = performance.now() + FIRST_REPORT_MS
  let reported = false
  for await (const row of rows) {
    yield row
    lines += 1
    if (lines % LINES_BETWEEN_LOOKS !== 0 || performance.now() < next) continue
    report(lines)
    reported = true
    next = performance.now() + (terminal ? ON_TERMINAL_MS : IN_LOG_MS)
  }
  if (!reported) return
  report(lines)
  if (terminal) process.stderr.write('\n')
}
