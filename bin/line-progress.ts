const FIRST_REPORT_MS = 1_000
const ON_TERMINAL_MS = 200
const IN_LOG_MS = 5_000

export interface LineProgress {
  add(lines: number): void
  end(): void
}

/** When reading takes long, says on standard error how many lines are read. */
export function lineProgress(name: string): LineProgress {
  const terminal = process.stderr.isTTY === true
  let lines = 0
  let next = performance.now() + FIRST_REPORT_MS
  let reported = false
  const report = (): void => {
    const sentence = `${name}: ${lines.toLocaleString('en')} lines read`
    process.stderr.write(terminal ? `\r${sentence}` : `${sentence}\n`)
    reported = true
    next = performance.now() + (terminal ? ON_TERMINAL_MS : IN_LOG_MS)
  }
  return {
    add(more) {
      lines += more
      if (performance.now() >= next) report()
    },
    end() {
      if (!reported) return
      report()
      if (terminal) process.stderr.write('\n')
    },
  }
}
