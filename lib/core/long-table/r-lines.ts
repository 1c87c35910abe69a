/**
 * Krippendorff's alpha with a distance in R. `r` defines `apart(v)`: the matrix of distances between all values of v, as they stand in
 * the column `value`. Same sums as `alphaByDistance`: within items for what was observed, over all pairable values for what chance gives.
 */
export function rForDistance(
  file: string,
  { r, expected }: { r: readonly string[]; expected: number | null },
): string[] {
  const chance = expected === null ? '(sum(apart(unlist(units))) / (n * (n - 1)))' : String(expected)
  return [
    `votes <- read.csv(${JSON.stringify(file)}, colClasses = "character", na.strings = "", encoding = "UTF-8")`,
    ...r,
    'units <- split(votes$value, votes$item); units <- units[lengths(units) > 1]; n <- sum(lengths(units))',
    'observed <- sum(sapply(units, function(u) sum(apart(u)) / (length(u) - 1))) / n',
    `print(1 - observed / ${chance}, digits = 15)`,
  ]
}

/** Kendall distance of rankings {response: rank}: half a point for each pair of responses that one ties, one for each that is turned round. */
export const rankingsApartInR = [
  'signs <- function(r) { r <- unlist(r[sort(names(r))]); sign(outer(r, r, "-"))[upper.tri(diag(length(r)))] }',
  'apart <- function(v) { o <- do.call(rbind, lapply(lapply(v, jsonlite::fromJSON), signs)); as.matrix(dist(o, "manhattan")) / 2 / ncol(o) }',
]

/** Edits over the longer text, by words or characters: every word becomes one character, which `adist` then counts. */
export function textsApartInR(unit: 'word' | 'character'): string[] {
  return [
    'texts <- function(v) utf8::utf8_normalize(sapply(v, function(t) jsonlite::fromJSON(t)$text, USE.NAMES = FALSE))',
    `tokens <- function(v) strsplit(gsub("(*UCP)^\\\\s+|\\\\s+$", "", texts(v), perl = TRUE), ${unit === 'word' ? '"(*UCP)\\\\s+", perl = TRUE' : '""'})`,
    'apart <- function(v) { w <- tokens(v); k <- unique(unlist(w)); d <- adist(sapply(w, function(x) intToUtf8(65535 + match(x, k)))); d / pmax(outer(lengths(w), lengths(w), pmax), 1) }',
  ]
}

/** Jaccard distance of sets of labels. */
export const setsApartInR = [
  'jaccard <- function(a, b) 1 - length(intersect(a, b)) / length(union(a, b))',
  'apart <- function(v) { s <- lapply(v, jsonlite::fromJSON); sapply(s, function(a) sapply(s, function(b) jaccard(a, b))) }',
]
