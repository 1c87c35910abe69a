import 'server-only'
import type { DistanceLines } from '@/lib/core/long-table/long-table'

export interface Categories {
  level: 'nominal' | 'ordinal'
  /** As they stand in the table. */
  names: readonly string[]
}

/** JSON's text is Python's and R's too; R wants braces only where a code point has more than four digits, which JSON never writes. */
const quoted = (text: string): string => JSON.stringify(text)

/** Krippendorff's alpha (2011) from the coincidences, with pandas and numpy. */
export function pythonForCategories(file: string, { level, names }: Categories): string[] {
  const squared = {
    nominal: 'd = 1 - np.eye(len(n))',
    ordinal: 'rank = np.cumsum(n) - n / 2; d = np.subtract.outer(rank, rank) ** 2',
  }
  return [
    `import numpy as np, pandas as pd; votes = pd.read_csv(${quoted(file)}, dtype=str, keep_default_na=False)`,
    `x = pd.crosstab(votes["item"], votes["value"]).reindex(columns=[${names.map(quoted).join(', ')}], fill_value=0).to_numpy(float)`,
    'x = x[x.sum(1) > 1]; w = x / (x.sum(1, keepdims=True) - 1)',
    `o = x.T @ w - np.diag(w.sum(0)); n = o.sum(1); ${squared[level]}`,
    'print(1 - (n.sum() - 1) * (o * d).sum() / (np.outer(n, n) * d).sum())',
  ]
}

/** The same in R, without packages. */
export function rForCategories(file: string, { level, names }: Categories): string[] {
  const squared = {
    nominal: 'd <- 1 - diag(length(n))',
    ordinal: 'rank <- cumsum(n) - n / 2; d <- outer(rank, rank, "-")^2',
  }
  return [
    `votes <- read.csv(${quoted(file)}, colClasses = "character", na.strings = "", encoding = "UTF-8")`,
    `x <- unclass(table(votes$item, factor(votes$value, levels = c(${names.map(quoted).join(', ')}))))`,
    'x <- x[rowSums(x) > 1, , drop = FALSE]; w <- x / (rowSums(x) - 1)',
    `o <- t(x) %*% w - diag(colSums(w)); n <- rowSums(o); ${squared[level]}`,
    'print(1 - (sum(n) - 1) * sum(o * d) / sum(outer(n, n) * d), digits = 15)',
  ]
}

/** Alpha with a distance: every pair of an item against every pair of all answers, or against what chance gives. */
export function pythonForDistance(file: string, { imports, read, distance, expected }: DistanceLines): string[] {
  const chance =
    expected === null ? 'sum(distance(a, b) for a, b in pairs(every)) / (n * (n - 1) / 2)' : String(expected)
  return [
    imports,
    ...distance,
    `by = {}; [by.setdefault(r["item"], []).append(r["value"]) for r in csv.DictReader(open(${quoted(file)}, encoding="utf-8", newline=""))]`,
    `units = [[${read} for value in u] for u in by.values() if len(u) > 1]; every = sum(units, []); n = len(every)`,
    `pairs = lambda values: itertools.combinations(values, 2); chance = ${chance}`,
    'print(1 - sum(2 * sum(distance(a, b) for a, b in pairs(u)) / (len(u) - 1) for u in units) / n / chance)',
  ]
}

/** R has no optimal matching of its own: it asks the command. */
export function rByCommand(program: string, args: readonly string[]): string[] {
  return [
    `args <- c(${args.map(quoted).join(', ')})`,
    `figures <- jsonlite::fromJSON(paste(system2(${quoted(program)}, shQuote(args), stdout = TRUE), collapse = "\\n"))`,
    'print(figures[["krippendorff-alpha"]]$value, digits = 15)',
  ]
}
