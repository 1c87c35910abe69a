import 'server-only'

/** What an import may be at most; a file beyond is refused as a whole, naming the line or entry. */
export const importLimits = {
  /** Characters of one line, list element or CSV row. */
  lineCharacters: 1024 * 1024,
  columns: 200,
  zipBytes: 4 * 1024 ** 3,
  zipEntries: 50_000,
  /** Bytes all used entries may unpack to. */
  unpackedBytes: 16 * 1024 ** 3,
  /** Unpacked to packed, of an entry above 10 MB. Text reaches 20, photos 1. */
  ratio: 200,
  /** Rejected lines named in a reply; the count is always full. */
  reportedLines: 1000,
  /** People whose answers one file brings. */
  annotators: 10_000,
  idCharacters: 200,
  excerptCharacters: 120,
}
