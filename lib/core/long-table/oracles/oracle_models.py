"""Strengths of competitors."""
import choix
import numpy
import scipy.optimize
import scipy.stats
import statsmodels.api
from oracle_common import cases, say

orders = [row["value"] for row in cases["orders"]]
names = ["m1", "m2", "m3", "m4", "m5"]
beaten = {name: [len(order) - 1 - order.index(name) for order in orders if name in order] for name in names}
say("borda", "numpy", {name: numpy.mean(scores_) for name, scores_ in beaten.items()}, path="scores")
say("borda", "scipy", {name: numpy.mean([len(order) - scipy.stats.rankdata(range(len(order)))[order.index(name)] for order in orders if name in order]) for name in names}, path="scores", how="rankdata")
centred = lambda values: {name: {"value": value} for name, value in zip(names, numpy.array(values) - numpy.mean(values))}
numbered = [[names.index(name) for name in order] for order in orders]
say("plackett-luce", "choix", centred(choix.ilsr_rankings(5, numbered, max_iter=10_000, tol=1e-13)), path="strengths", how="ilsr_rankings")


def luce_loss(free):
    strengths = numpy.append(free, 0.0)
    return -sum(strengths[order[k]] - numpy.logaddexp.reduce(strengths[order[k:]]) for order in map(numpy.array, numbered) for k in range(len(order) - 1))


def newton(loss, start):
    """Newton's method on numerical derivatives of complex steps would be exact; here BFGS is polished by Newton on central differences."""
    x = scipy.optimize.minimize(loss, start, method="BFGS", options={"gtol": 1e-9}).x
    for _ in range(20):
        h = 1e-4
        eye = numpy.eye(len(x)) * h
        gradient = numpy.array([(8 * (loss(x + e) - loss(x - e)) - (loss(x + 2 * e) - loss(x - 2 * e))) / (12 * h) for e in eye])
        hessian = numpy.array([[(loss(x + e + f) - loss(x + e - f) - loss(x - e + f) + loss(x - e - f)) / (4 * h * h) for f in eye] for e in eye])
        x = x - numpy.linalg.solve(hessian, gradient)
    return x


say("plackett-luce", "scipy", centred(numpy.append(newton(luce_loss, numpy.zeros(4)), 0)), path="strengths", how="likelihood written out")
say("plackett-luce", "scipy", float(-luce_loss(newton(luce_loss, numpy.zeros(4)))), path="log_likelihood", how="likelihood written out")

fights = [(names.index(r["model_a"]), names.index(r["model_b"]), r["value"], r["shown_first"]) for r in cases["votes"]]
wins = [(a, b) if value == "a" else (b, a) for a, b, value, _ in fights if value in ("a", "b")]
say("bradley-terry drop", "choix", centred(choix.mm_pairwise(5, wins, max_iter=100_000, tol=1e-14)), path="strengths", how="mm_pairwise")


def logistic(rows, package="statsmodels", order=False):
    """GLM of the choice of the first named on differences of indicators, m5 left out."""
    design = []
    for a, b, value, first in rows:
        line = numpy.zeros(5)
        line[a] += 1
        line[b] -= 1
        design.append(numpy.append(line[:4], [1.0 if first == "a" else -1.0] if order else []))
    outcome = [1.0 if value == "a" else 0.0 for _, _, value, _ in rows]
    fit = statsmodels.api.GLM(outcome, numpy.array(design), family=statsmodels.api.families.Binomial()).fit(tol=1e-14, maxiter=200)
    contrast = numpy.vstack([numpy.eye(4), numpy.zeros(4)]) - numpy.full((5, 4), 0.2)
    se = numpy.sqrt(numpy.diag(contrast @ fit.cov_params()[:4, :4] @ contrast.T))
    strengths = {name: {"value": v, "se": s} for name, v, s in zip(names, contrast @ fit.params[:4], se)}
    return strengths, fit


plain = [row for row in fights if row[2] in ("a", "b")]
strengths, fit = logistic(plain)
say("bradley-terry drop", "statsmodels", strengths, path="strengths", how="GLM")
say("bradley-terry drop", "statsmodels", fit.llf, path="log_likelihood", how="GLM")
strengths, fit = logistic(plain, order=True)
say("bradley-terry order", "statsmodels", strengths, path="strengths", how="GLM")
say("bradley-terry order", "statsmodels", {"value": fit.params[4], "se": fit.bse[4]}, path="order_effect", how="GLM")

halves = [w for a, b, value, _ in fights for w in ([(a, b), (b, a)] if value in ("tie", "both-bad") else [(a, b)] * 2 if value == "a" else [(b, a)] * 2)]
say("bradley-terry half", "choix", centred(choix.mm_pairwise(5, halves, max_iter=100_000, tol=1e-14)), path="strengths", how="mm_pairwise, all twice")


def tie_loss(model):
    def loss(free):
        s, shape = numpy.append(free[:4], 0.0), numpy.exp(free[4])
        total = 0.0
        for a, b, value, _ in fights:
            p, q = numpy.exp(s[a]), numpy.exp(s[b])
            if model == "davidson":
                tie = shape * numpy.sqrt(p * q)
                chance = {"a": p, "b": q}.get(value, tie) / (p + q + tie)
            else:
                theta = 1 + shape
                one, other = p / (p + theta * q), q / (q + theta * p)
                chance = {"a": one, "b": other}.get(value, 1 - one - other)
            total -= numpy.log(chance)
        return total
    return loss


for model, shape in (("davidson", lambda x: {"nu": numpy.exp(x)}), ("rao-kupper", lambda x: {"theta": 1 + numpy.exp(x)})):
    x = newton(tie_loss(model), numpy.zeros(5))
    say(model, "scipy", centred(numpy.append(x[:4], 0)), path="strengths", how="likelihood written out")
    say(model, "scipy", shape(x[4]), path="ties", how="likelihood written out")
    say(model, "scipy", float(-tie_loss(model)(x)), path="log_likelihood", how="likelihood written out")
