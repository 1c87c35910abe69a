const readAtMost = 32 * 1024 * 1024

/** Where a chosen file lay, as far as the browser tells. */
export interface ChosenFile {
  name: string
  webkitRelativePath: string
}

/** A browser hides the folder of a chosen file, but lines name files by path: each file takes the one path in the text that ends in its name. */
export function namesInLines<Chosen extends ChosenFile>(text: string, files: readonly Chosen[]): Map<Chosen, string> {
  const wanted = new Set(files.map(({ name }) => name))
  const paths = new Map<string, Set<string>>()
  for (const [path] of text.matchAll(/[^"'\r\n\t,]+/g)) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (!wanted.has(name)) continue
    paths.set(name, (paths.get(name) ?? new Set()).add(path))
  }
  return new Map(files.map((file) => [file, pathOf(file, [...(paths.get(file.name) ?? [])])]))
}

function pathOf({ name, webkitRelativePath }: ChosenFile, candidates: readonly string[]): string {
  const inFolder = candidates.find((path) => webkitRelativePath === path || webkitRelativePath.endsWith(`/${path}`))
  const [only] = candidates
  return inFolder ?? (candidates.length === 1 && only !== undefined ? only : webkitRelativePath || name)
}

/** The text of a file of tasks, as far as it is needed to find the names of its media. */
export function beginningOf(file: File): Promise<string> {
  return file.slice(0, readAtMost).text()
}
