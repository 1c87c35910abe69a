"""Agreement on rankings."""
import itertools

import numpy
import scipy.stats
from oracle_common import by_item, by_packages, cases, macro, micro, said, say

# ---- rankings
rankings = by_item(cases["rankings"])
vector = lambda ranks: [ranks[name] for name in sorted(ranks)]


def kendall(a, b):
    value = scipy.stats.kendalltau(vector(a), vector(b)).statistic
    return None if numpy.isnan(value) else value


def spearman(a, b):
    value = scipy.stats.spearmanr(vector(a), vector(b)).statistic
    return None if numpy.isnan(value) else value


def concordance(unit):
    """Friedman's statistic over m (n − 1); scipy takes at least three of what it ranks."""
    rows = [vector(ranks) for ranks in unit.values()]
    return scipy.stats.friedmanchisquare(*zip(*rows)).statistic / (len(rows) * (len(rows[0]) - 1))


def concordance_by_ranks(unit):
    """1 + (m − 1) mean Spearman, over m, holds without ties only; so from mid-ranks and their variances."""
    ranks = numpy.array([scipy.stats.rankdata(vector(one)) for one in unit.values()])
    sums = ranks.sum(axis=0)
    m = len(ranks)
    # Σ of squared deviations of the sums over what full agreement with these ties would give.
    return ((sums - sums.mean()) ** 2).sum() / (m * ((ranks - ranks.mean(axis=1, keepdims=True)) ** 2).sum())


say("W", "scipy", numpy.mean([concordance(unit) for unit in rankings.values()]), how="friedmanchisquare / (m (n − 1))")
say("W", "numpy", numpy.mean([concordance_by_ranks(unit) for unit in rankings.values()]), how="variance of the sums of mid-ranks")
for average, mean in (("macro", macro), ("micro", micro)):
    say(f"tau-b {average}", "scipy", mean(rankings, kendall))
    say(f"rho {average}", "scipy", mean(rankings, spearman))


def kendall_distance(a, b):
    both = sorted(set(a) & set(b))
    signs = [(numpy.sign(a[x] - a[y]), numpy.sign(b[x] - b[y])) for x, y in itertools.combinations(both, 2)]
    return float(numpy.mean([abs(p - q) / 2 for p, q in signs]))


# Rankings of different prompts never meet: the packages are asked item by item for D_o, weighted by ratings.
def ranking_alpha():
    observed = {"krippendorff": 0.0, "nltk": 0.0}
    total = sum(len(unit) for unit in rankings.values() if len(unit) > 1)
    for item, unit in rankings.items():
        if len(unit) < 2:
            continue
        before = len(said)
        by_packages({item: unit}, kendall_distance, "item", expected=1.0)
        for entry in said[before:]:
            observed[entry["by"].split(" ")[0]] += (1 - entry["said"]) * len(unit) / total
        del said[before:]
    for package, disagreement in observed.items():
        say("ranking alpha", package, 1 - disagreement / 0.5, how="observed disagreement over ½")


ranking_alpha()
