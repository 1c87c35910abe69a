# What R and its packages say of inputs.json: Rscript r-oracles.R > r.oracle.json (versions are in the output).
suppressMessages({ library(jsonlite); library(psych); library(vcd); library(boot); library(BradleyTerry2) })
given <- fromJSON("inputs.json", simplifyVector = FALSE)
said <- list()
versions <- c(R = paste(R.version$major, R.version$minor, sep = "."), sapply(c("psych", "vcd", "boot", "BradleyTerry2"), function(p) as.character(packageVersion(p))))
say <- function(ask, package, value, path = "value", how = "") {
  by <- paste0(package, " ", versions[[package]], if (nzchar(how)) paste0(", ", how))
  said[[length(said) + 1]] <<- list(ask = ask, by = by, path = path, said = value)
}
rows_of <- function(case) given$cases[[case]]$rows
units_of <- function(case) {
  rows <- rows_of(case)
  items <- unique(sapply(rows, `[[`, "item"))
  setNames(lapply(items, function(item) {
    own <- Filter(function(row) row$item == item, rows)
    setNames(lapply(own, `[[`, "value"), sapply(own, `[[`, "annotator"))
  }), items)
}
pairs_of <- function(unit) if (length(unit) < 2) list() else combn(sort(names(unit)), 2, function(two) list(unit[[two[1]]], unit[[two[2]]]), simplify = FALSE)
macro <- function(units, score) {
  means <- sapply(units, function(unit) { values <- unlist(lapply(pairs_of(unit), function(p) score(p[[1]], p[[2]]))); if (length(values)) mean(values, na.rm = TRUE) else NA })
  mean(means[is.finite(means)])
}
micro <- function(units, score) mean(unlist(lapply(units, function(unit) lapply(pairs_of(unit), function(p) score(p[[1]], p[[2]])))), na.rm = TRUE)

# ---- labels
alpha_of <- function(units, metric) {
  kept <- Filter(function(unit) length(unit) > 1, units)
  values <- unlist(lapply(kept, unlist))
  n <- length(values)
  observed <- sum(sapply(kept, function(unit) { v <- unlist(unit); sum(outer(v, v, metric)) / (length(v) - 1) })) / n
  1 - observed / (sum(outer(values, values, metric)) / (n * (n - 1)))
}
names_of_cases <- names(given$cases)[1:3]
for (case in names_of_cases) {
  units <- units_of(case)
  counts <- table(unlist(lapply(Filter(function(u) length(u) > 1, units), unlist)))
  ordinal <- Vectorize(function(a, b) {
    low <- min(as.numeric(a), as.numeric(b)); high <- max(as.numeric(a), as.numeric(b))
    between <- sum(counts[as.numeric(names(counts)) >= low & as.numeric(names(counts)) <= high])
    if (low == high) 0 else (between - (counts[[as.character(low)]] + counts[[as.character(high)]]) / 2)^2
  })
  num <- as.numeric
  say(paste("alpha nominal /", case), "R", alpha_of(units, function(a, b) a != b), how = "outer")
  say(paste("alpha ordinal /", case), "R", alpha_of(units, ordinal), how = "outer")
  say(paste("alpha interval /", case), "R", alpha_of(units, function(a, b) (num(a) - num(b))^2), how = "outer")
  say(paste("alpha ratio /", case), "R", alpha_of(units, function(a, b) ((num(a) - num(b)) / (num(a) + num(b)))^2), how = "outer")
  say(paste("percent macro /", case), "R", macro(units, function(a, b) a == b), how = "combn")
  say(paste("percent micro /", case), "R", micro(units, function(a, b) a == b), how = "combn")
}
case <- names_of_cases[3]
units <- units_of(case)
first <- factor(sapply(units, function(u) u$p0), levels = 1:5)
second <- factor(sapply(units, function(u) u$p1), levels = 1:5)
counts <- table(first, second)
linear <- 1 - abs(outer(1:5, 1:5, `-`)) / 4
for (weights in c("linear", "quadratic")) {
  w <- if (weights == "linear") linear else 1 - (outer(1:5, 1:5, `-`) / 4)^2
  ours <- cohen.kappa(counts, w = w)
  friendly <- Kappa(counts, weights = if (weights == "linear") "Equal-Spacing" else "Fleiss-Cohen")
  name <- paste0("kappa-", weights, " / ", case)
  say(name, "psych", ours$weighted.kappa)
  # The standard error of a weighted kappa in psych 2.2.9 is another than vcd's and statsmodels', so it is not asked.
  say(name, "vcd", friendly$Weighted[["value"]])
  say(name, "vcd", friendly$Weighted[["ASE"]], path = "se")
}
say(paste("kappa /", case), "psych", cohen.kappa(counts)$kappa)
say(paste("kappa /", case), "psych", sqrt(cohen.kappa(counts)$var.kappa), path = "se")
say(paste("kappa /", case), "vcd", Kappa(counts)$Unweighted[["value"]])
say(paste("kappa /", case), "vcd", Kappa(counts)$Unweighted[["ASE"]], path = "se")

# ---- rankings
ranks <- lapply(units_of("rankings"), function(unit) lapply(unit, function(r) unlist(r)[order(names(unlist(r)))]))
correlation <- function(method) function(a, b) suppressWarnings(cor(a, b, method = method))
for (average in c("macro", "micro")) {
  over <- if (average == "macro") macro else micro
  say(paste("tau-b", average), "R", over(ranks, correlation("kendall")), how = "cor(method = 'kendall')")
  say(paste("rho", average), "R", over(ranks, correlation("spearman")), how = "cor(method = 'spearman')")
}
say("W", "R", mean(sapply(ranks, function(unit) { m <- do.call(rbind, unit); friedman.test(m)$statistic[[1]] / (nrow(m) * (ncol(m) - 1)) })), how = "friedman.test / (m (n − 1))")
# Of signs of differences: a reversed pair is 2 apart, one tied by one 1.
distance <- function(a, b) { p <- sign(outer(a, a, `-`)); q <- sign(outer(b, b, `-`)); mean(abs(p - q)[lower.tri(p)]) / 2 }
n <- sum(lengths(ranks))
observed <- sum(sapply(ranks, function(unit) 2 * sum(sapply(pairs_of(unit), function(p) distance(p[[1]], p[[2]]))) / (length(unit) - 1))) / n
say("ranking alpha", "R", 1 - observed / 0.5, how = "signs of outer differences")

# ---- texts: R's own Levenshtein; words become one character each
texts <- lapply(units_of("texts"), function(unit) lapply(unit, function(v) enc2utf8(v$text)))
vocabulary <- unique(unlist(strsplit(unlist(texts), " ")))
as_letters <- function(text) { words <- strsplit(text, " ")[[1]]; words <- words[nzchar(words)]; intToUtf8(0x4e00 + match(words, vocabulary)) }
coded <- lapply(texts, function(unit) lapply(unit, as_letters))
edits <- function(a, b) as.numeric(adist(a, b))
similar <- function(a, b) { longest <- max(nchar(a), nchar(b)); if (longest == 0) 1 else 1 - edits(a, b) / longest }
for (one in list(list("word-similarity", coded), list("character-similarity", texts))) {
  say(paste(one[[1]], "macro"), "R", macro(one[[2]], similar), how = "adist")
  every <- unlist(lapply(one[[2]], pairs_of), recursive = FALSE)
  say(paste(one[[1]], "micro"), "R", 1 - sum(sapply(every, function(p) edits(p[[1]], p[[2]]))) / sum(sapply(every, function(p) max(nchar(p[[1]]), nchar(p[[2]])))), how = "adist")
}
for (one in list(list("wer", coded), list("cer", texts))) {
  with_gold <- Filter(function(unit) "gold" %in% names(unit) && length(unit) > 1, one[[2]])
  rates <- lapply(with_gold, function(unit) sapply(unit[names(unit) != "gold"], function(t) edits(unit$gold, t) / nchar(unit$gold)))
  say(paste(one[[1]], "macro"), "R", mean(unlist(rates)), how = "adist")
  others <- lapply(with_gold, function(unit) unit[names(unit) != "gold"])
  say(paste(one[[1]], "micro"), "R", sum(mapply(function(unit, own) sum(sapply(own, function(t) edits(unit$gold, t))), with_gold, others)) /
    sum(mapply(function(unit, own) length(own) * nchar(unit$gold), with_gold, others)), how = "adist")
}
for (one in list(list("word", coded), list("character", texts)))
  say(paste("text alpha", one[[1]]), "R", alpha_of(one[[2]], Vectorize(function(a, b) 1 - similar(a, b))), how = "adist, outer")

# ---- votes
votes <- rows_of("votes")
known <- Filter(function(row) row$value %in% c("a", "b"), votes)
shown <- sum(sapply(known, function(row) row$value == row$shown_first))
say("first shown", "R", shown / length(known))
say("first shown", "R", binom.test(shown, length(known))$p.value, path = "details.p", how = "binom.test")
say("first shown", "R", as.list(as.numeric(prop.test(shown, length(known), correct = FALSE)$conf.int)), path = "ci", how = "prop.test")

# ---- models
models <- paste0("m", 1:5)
frame <- data.frame(a = factor(sapply(known, `[[`, "model_a"), models), b = factor(sapply(known, `[[`, "model_b"), models),
  a_wins = as.numeric(sapply(known, `[[`, "value") == "a"), first = ifelse(sapply(known, `[[`, "shown_first") == "a", 1, -1))
# No change is small enough: every fit takes its 40 rounds and ends where rounding does, which glm calls not converged.
tight <- list(epsilon = 1e-300, maxit = 40)
options(warn = -1)
centred <- function(estimates, covariance) {
  contrast <- rbind(diag(4), 0) - 0.2
  setNames(lapply(1:5, function(i) list(value = (contrast %*% estimates)[i], se = sqrt((contrast %*% covariance %*% t(contrast))[i, i]))), models)
}
bt <- BTm(cbind(a_wins, 1 - a_wins), player1 = data.frame(who = frame$a), player2 = data.frame(who = frame$b), formula = ~who, id = "who", refcat = "m5", data = frame, control = tight)
say("bradley-terry drop", "BradleyTerry2", centred(coef(bt), vcov(bt)), path = "strengths")
say("bradley-terry drop", "BradleyTerry2", as.numeric(logLik(bt)), path = "log_likelihood")
first_of <- data.frame(who = frame$a, shown = frame$first / 2)
second_of <- data.frame(who = frame$b, shown = -frame$first / 2)
home <- BTm(cbind(a_wins, 1 - a_wins), player1 = first_of, player2 = second_of, formula = ~ who + shown, id = "who", refcat = "m5", data = frame, control = tight)
at <- grep("shown", names(coef(home)))
say("bradley-terry order", "BradleyTerry2", centred(coef(home)[-at], vcov(home)[-at, -at]), path = "strengths")
say("bradley-terry order", "BradleyTerry2", list(value = coef(home)[[at]], se = sqrt(vcov(home)[at, at])), path = "order_effect")
# Davidson as a log-linear model (Fienberg & Larntz 1976): counts of the three outcomes of each comparison, a constant each.
all <- do.call(rbind, lapply(seq_along(votes), function(k) { v <- votes[[k]]; i <- match(v$model_a, models); j <- match(v$model_b, models)
  line <- function(y, li, lj, tie) { d <- numeric(5); d[i] <- li; d[j] <- d[j] + lj; c(k, y, d, tie) }
  rbind(line(v$value == "a", 1, 0, 0), line(v$value == "b", 0, 1, 0), line(v$value %in% c("tie", "both-bad"), 0.5, 0.5, 1)) }))
loglinear <- glm(all[, 2] ~ factor(all[, 1]) + all[, 3:6] + all[, 8] - 1, family = poisson, control = tight)
own <- tail(seq_along(coef(loglinear)), 5)
say("davidson", "R", centred(coef(loglinear)[own[1:4]], vcov(loglinear)[own[1:4], own[1:4]]), path = "strengths", how = "glm, Poisson log-linear")
say("davidson", "R", list(nu = exp(coef(loglinear)[[own[5]]])), path = "ties", how = "glm, Poisson log-linear")
twice <- do.call(rbind, lapply(votes, function(v) { d <- numeric(5); d[match(v$model_a, models)] <- 1; d[match(v$model_b, models)] <- -1
  if (v$value == "a") c(1, 1, d) else if (v$value == "b") c(0, 1, d) else rbind(c(1, .5, d), c(0, .5, d)) }))
half <- suppressWarnings(glm(twice[, 1] ~ twice[, 3:6] - 1, weights = twice[, 2], family = binomial, control = tight))
say("bradley-terry half", "R", centred(coef(half), vcov(half)), path = "strengths", how = "glm, halved weights")
# Rao–Kupper is a cumulative logit with cut points ±ln θ: each vote stands twice, seen from either side, at half weight, which makes them symmetric.
rank_of <- function(v) if (v$value == "a") 3 else if (v$value == "b") 1 else 2
sides <- do.call(rbind, lapply(votes, function(v) { d <- numeric(5); d[match(v$model_a, models)] <- 1; d[match(v$model_b, models)] <- -1
  rbind(c(rank_of(v), d), c(4 - rank_of(v), -d)) }))
rk <- MASS::polr(factor(sides[, 1]) ~ sides[, 2:5], weights = rep(.5, nrow(sides)), Hess = TRUE, control = list(reltol = 1e-15, maxit = 1000))
cut <- mean(abs(rk$zeta))
slope <- function(free) {
  s <- c(free[1:4], 0); total <- numeric(5)
  for (v in votes) {
    i <- match(v$model_a, models); j <- match(v$model_b, models); x <- s[i] - s[j]
    win <- plogis(x - free[5]); loss <- plogis(-x - free[5])
    if (v$value == "a") by <- c(1 - win, -(1 - win))
    else if (v$value == "b") by <- c(-(1 - loss), -(1 - loss))
    else { tie <- 1 - win - loss; by <- c((loss * (1 - loss) - win * (1 - win)) / tie, (win * (1 - win) + loss * (1 - loss)) / tie) }
    one <- numeric(6); one[i] <- by[1]; one[j] <- one[j] - by[1]; total <- total + c(one[1:4], by[2])
  }
  total
}
# polr stops a little before the maximum: Newton's last steps on the slope of its own likelihood.
at <- c(coef(rk), cut)
for (step in 1:4) {
  curve <- sapply(1:5, function(k) { h <- replace(numeric(5), k, 1e-5); (slope(at + h) - slope(at - h)) / 2e-5 })
  at <- at - solve(curve, slope(at))
}
say("rao-kupper", "R", centred(at[1:4], solve(-curve)[1:4, 1:4]), path = "strengths", how = "MASS::polr on mirrored data, then Newton")
say("rao-kupper", "R", list(theta = exp(at[[5]])), path = "ties", how = "MASS::polr on mirrored data, then Newton")
# Plackett–Luce as a conditional logit of each choice in turn: Poisson with a constant for each choice.
orders <- lapply(rows_of("orders"), function(row) unlist(row$value))
choice <- 0
lines <- do.call(rbind, lapply(orders, function(order) do.call(rbind, lapply(seq_len(length(order) - 1), function(k) { choice <<- choice + 1
  left <- order[k:length(order)]; cbind(choice, as.numeric(left == order[k]), diag(5)[match(left, models), , drop = FALSE]) }))))
luce <- glm(lines[, 2] ~ factor(lines[, 1]) + lines[, 3:6] - 1, family = poisson, control = tight)
own <- tail(seq_along(coef(luce)), 4)
say("plackett-luce", "R", centred(coef(luce)[own], vcov(luce)[own, own]), path = "strengths", how = "glm, conditional logit")
borda <- sapply(models, function(m) mean(unlist(lapply(orders, function(o) if (m %in% o) length(o) - match(m, o)))))
say("borda", "R", as.list(borda), path = "scores")

# ---- aggregation
crowd <- units_of("crowd")
say("majority", "R", lapply(crowd, function(unit) list(share = as.list(prop.table(table(unlist(unit)))))), path = "items", how = "prop.table")

overlap <- function(p, q) {
  w <- min(p$x + p$width, q$x + q$width) - max(p$x, q$x); h <- min(p$y + p$height, q$y + q$height) - max(p$y, q$y)
  if (w <= 0 || h <= 0) 0 else w * h / (p$width * p$height + q$width * q$height - w * h)
}
fused <- lapply(units_of("boxes apart"), function(unit) {
  flat <- unlist(unit, recursive = FALSE)
  apart <- sapply(flat, function(p) sapply(flat, function(q) 1 - overlap(p, q)))
  group <- cutree(hclust(as.dist(apart), "average"), h = 0.5)
  rows <- lapply(unique(group), function(g) c(sapply(c("x", "y", "width", "height"), function(side) mean(sapply(flat[group == g], `[[`, side))), sum(group == g)))
  lapply(rows[order(sapply(rows, `[`, 1))], function(row) as.list(unname(row)))
})
say("box-fusion", "R", fused, path = "boxes", how = "hclust, then means")

# ---- resampling: percentile and BCa intervals of nominal alpha over items
five <- Filter(function(u) length(u) > 1, units_of(names_of_cases[1]))
set.seed(1)
resampled <- boot(five, function(data, index) alpha_of(data[index], function(a, b) a != b), R = 20000)
intervals <- boot.ci(resampled, type = c("perc", "bca"))
resampling <- list(by = paste("boot", versions[["boot"]]), n = 20000, se = sd(resampled$t), percentile = as.list(intervals$percent[4:5]), bca = as.list(intervals$bca[4:5]))
cat(toJSON(list(command = "Rscript r-oracles.R", versions = as.list(versions), resampling = resampling, said = said), auto_unbox = TRUE, digits = NA, pretty = 1), "\n")
