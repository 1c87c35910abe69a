"""What Python packages say of inputs.json: python3 python-oracles.py > python.oracle.json (versions are in the output)."""
import itertools
import json
import random
import warnings
from importlib.metadata import version

import agreement.metrics as agreement
import agreement.utils.kernels as kernels
import choix
import irrCAC.raw
import jiwer
import krippendorff
import networkx
import nltk
import numpy
import pandas
import pycocotools.mask
import rapidfuzz
import scipy.optimize
import scipy.stats
import shapely
import sklearn.cluster
import sklearn.metrics
import statsmodels.api
import statsmodels.stats.inter_rater
from crowdkit.aggregation import MACE, ROVER, DawidSkene, MajorityVote
from ensemble_boxes import weighted_boxes_fusion

warnings.filterwarnings("ignore")
given = json.load(open("inputs.json"))
cases = {name: case["rows"] for name, case in given["cases"].items()}
said = []
PACKAGES = ("agreement choix crowd-kit ensemble-boxes irrCAC jiwer krippendorff networkx nltk numpy pycocotools RapidFuzz "
            "scikit-learn scipy shapely statsmodels").split()
versions = {package: version(package) for package in PACKAGES}


def say(name, package, value, path="value", how=""):
    by = f"{package} {versions[package]}" + (f", {how}" if how else "")
    said.append({"ask": name, "by": by, "path": path, "said": json.loads(json.dumps(value, default=float))})


def by_item(rows):
    units = {}
    for row in rows:
        units.setdefault(row["item"], {})[row["annotator"]] = row["value"]
    return units


def pairs_of(units):
    """Each item with its pairs of annotators' values."""
    return [list(itertools.combinations([unit[name] for name in sorted(unit)], 2)) for unit in units.values() if len(unit) > 1]


def macro(units, score):
    means = []
    for pairs in pairs_of(units):
        values = [value for value in (score(a, b) for a, b in pairs) if value is not None]
        if values:
            means.append(numpy.mean(values))
    return float(numpy.mean(means))


def micro(units, score):
    values = [value for pairs in pairs_of(units) for value in (score(a, b) for a, b in pairs) if value is not None]
    return float(numpy.mean(values))


# ---- labels
def ordinal_distance(units):
    counts = {}
    for unit in units.values():
        if len(unit) > 1:
            for value in unit.values():
                counts[value] = counts.get(value, 0) + 1

    def distance(a, b):
        low, high = sorted((int(a), int(b)))
        between = sum(counts.get(str(g), 0) for g in range(low, high + 1))
        return (between - (counts.get(str(low), 0) + counts.get(str(high), 0)) / 2) ** 2
    return distance


def task(units, distance):
    triples = [(name, item, value) for item, unit in units.items() if len(unit) > 1 for name, value in unit.items()]
    return nltk.agreement.AnnotationTask(data=triples, distance=distance)


for case in list(cases)[:3]:
    units = by_item(cases[case])
    categories = given["cases"][case]["categories"].split(",")
    annotators = sorted({row["annotator"] for row in cases[case]})
    matrix = numpy.array([[float(unit.get(name, "nan")) for unit in units.values()] for name in annotators])
    frame = pandas.DataFrame(matrix.T)
    counts = numpy.array([[sum(value == category for value in unit.values()) for category in categories] for unit in units.values()])
    distances = {
        "nominal": lambda a, b: float(a != b), "ordinal": ordinal_distance(units), "interval": lambda a, b: (float(a) - float(b)) ** 2,
        "ratio": lambda a, b: ((float(a) - float(b)) / (float(a) + float(b))) ** 2,
    }
    for level, distance in distances.items():
        name = f"alpha {level} / {case}"
        say(name, "krippendorff", krippendorff.alpha(reliability_data=matrix, value_domain=[float(c) for c in categories], level_of_measurement=level))
        say(name, "nltk", task(units, distance).alpha(), how="AnnotationTask")
    plain = irrCAC.raw.CAC(frame, weights="identity", categories=[float(c) for c in categories], digits=15)
    scores = list(map(str, categories))
    say(f"percent macro / {case}", "irrCAC", plain.gwet()["est"]["pa"])
    say(f"percent macro / {case}", "agreement", agreement.observed_agreement(counts[counts.sum(axis=1) > 1]))
    agree = lambda a, b: float(a == b)
    say(f"percent micro / {case}", "numpy", micro(units, agree), how="itertools.combinations")
    pair_agreement = (counts * (counts - 1)).sum() / (counts.sum(axis=1) * (counts.sum(axis=1) - 1)).sum()
    say(f"percent micro / {case}", "scikit-learn", sklearn.metrics.accuracy_score(
        *zip(*[pair for pairs in pairs_of(units) for pair in pairs])), how="accuracy_score over all pairs")
    assert abs(pair_agreement - micro(units, agree)) < 1e-12
    for scheme, name in (("identity", f"ac1 / {case}"), *((w, f"ac2 {w} / {case}") for w in ("linear", "quadratic", "ordinal"))):
        # Ratings that no unit pairs still enter the marginals, as in the Handbook.
        estimate = irrCAC.raw.CAC(frame, weights=scheme, categories=[float(c) for c in categories], digits=15).gwet()["est"]
        say(name, "irrCAC", estimate["coefficient_value"])
        say(name, "irrCAC", estimate["se"], path="se")
        kernel = getattr(kernels, f"{scheme}_kernel")
        say(name, "agreement", agreement.gwets_gamma(counts.astype(float), weights_kernel=kernel))
    if case != list(cases)[0]:
        say(f"fleiss / {case}", "statsmodels", statsmodels.stats.inter_rater.fleiss_kappa(counts))
        say(f"fleiss / {case}", "irrCAC", plain.fleiss()["est"]["coefficient_value"])

case = list(cases)[2]
units = by_item(cases[case])
first, second = ([unit[name] for unit in units.values()] for name in ("p0", "p1"))
table = numpy.array([[sum(a == x and b == y for a, b in zip(first, second)) for y in "12345"] for x in "12345"])
for weights in (None, "linear", "quadratic"):
    name = f"kappa{'-' + weights if weights else ''} / {case}"
    say(name, "scikit-learn", sklearn.metrics.cohen_kappa_score(first, second, weights=weights, labels=list("12345")))
    kappa = statsmodels.stats.inter_rater.cohens_kappa(table, wt=weights)
    say(name, "statsmodels", kappa.kappa)
    say(name, "statsmodels", kappa.std_kappa, path="se")
    say(name, "statsmodels", [kappa.kappa_low, kappa.kappa_upp], path="ci")
say(f"pi / {case}", "nltk", task(units, lambda a, b: float(a != b)).pi(), how="AnnotationTask.pi")
say(f"pi / {case}", "irrCAC", irrCAC.raw.CAC(pandas.DataFrame({"a": first, "b": second}), categories=list("12345"), digits=15).fleiss()["est"]["coefficient_value"])

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


def by_packages(units, distance, name, expected=None):
    """Alpha of any distance: krippendorff and nltk over the places of the distinct values. With `expected` their observed disagreement alone."""
    values = [(item, annotator, value) for item, unit in units.items() if len(unit) > 1 for annotator, value in unit.items()]
    places = {key: place for place, key in enumerate(dict.fromkeys(json.dumps(value) for _, _, value in values))}
    decoded = [json.loads(key) for key in places]
    # The matrix is symmetric up to rounding; nltk and krippendorff read it by place.
    table = numpy.array([[0.0 if i == j else distance(p, q) for j, q in enumerate(decoded)] for i, p in enumerate(decoded)])
    metric = lambda v1, v2, **_: table[v1.astype(int), v2.astype(int)]
    counts = numpy.zeros((len(units), len(places)), dtype=int)
    for row, unit in enumerate(units.values()):
        if len(unit) > 1:
            for value in unit.values():
                counts[row, places[json.dumps(value)]] += 1
    counts = counts[counts.sum(axis=1) > 0]
    k = krippendorff.alpha(value_counts=counts, value_domain=numpy.arange(len(places)), level_of_measurement=metric)
    n = nltk.agreement.AnnotationTask(
        data=[(a, i, places[json.dumps(v)]) for i, a, v in values], distance=lambda p, q: table[p, q]).alpha()
    if expected is not None:
        # 1 − D_o/D_e of the package, its D_e taken out and the given one put in.
        totals = counts.sum(axis=0)
        size = totals.sum()
        own = sum(totals[i] * totals[j] * table[i, j] for i in range(len(totals)) for j in range(len(totals))) / (size * (size - 1))
        k, n = (1 - (1 - alpha) * own / expected for alpha in (k, n))
    say(name, "krippendorff", k, how="custom metric")
    say(name, "nltk", n, how="AnnotationTask with a distance")


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

# ---- boxes
SLACK = 1e-9
images = by_item(cases["boxes"])


def coco_iou(a, b):
    corners = lambda boxes: numpy.array([[o["x"], o["y"], o["width"], o["height"]] for o in boxes], dtype=float).reshape(-1, 4)
    return pycocotools.mask.iou(corners(a), corners(b), [0] * len(b)) if a and b else numpy.zeros((len(a), len(b)))


def shapely_iou(a, b):
    shapes = lambda boxes: [shapely.box(o["x"], o["y"], o["x"] + o["width"], o["y"] + o["height"]) for o in boxes]
    return numpy.array([[p.intersection(q).area / p.union(q).area for q in shapes(b)] for p in shapes(a)]).reshape(len(a), len(b))


def scipy_pairs(weights):
    rows, columns = scipy.optimize.linear_sum_assignment(weights, maximize=True)
    return [(i, j) for i, j in zip(rows, columns) if weights[i, j] > 0]


def networkx_pairs(weights):
    graph = networkx.Graph()
    graph.add_weighted_edges_from((("a", i), ("b", j), weights[i, j]) for i, j in numpy.argwhere(weights > 0))
    return [(u[1], v[1]) if u[0] == "a" else (v[1], u[1]) for u, v in networkx.max_weight_matching(graph)]


def scores(overlaps, matching):
    """One score a measure, of two lists of things that overlap."""
    def weights(a, b, agnostic):
        table = overlaps(a, b)
        if agnostic or not a or not b or "label" not in a[0]:
            return table
        return table * numpy.array([[p["label"] == q["label"] for q in b] for p in a])

    def total(a, b, agnostic):
        table = weights(a, b, agnostic)
        pairs = matching(table) if a and b else []
        return sum(table[i, j] for i, j in pairs), len(pairs)

    def f1(threshold):
        def score(a, b, agnostic=False):
            if not a and not b:
                return 2, 2
            reached = (weights(a, b, agnostic) >= threshold - SLACK).astype(float) if a and b else numpy.zeros((0, 0))
            return 2 * len(matching(reached) if a and b else []), len(a) + len(b)
        return score

    def soft(a, b, agnostic=False):
        return (2, 2) if not a and not b else (2 * total(a, b, agnostic)[0], len(a) + len(b))

    def penalised(a, b, agnostic=False):
        return (1, 1) if not a and not b else (total(a, b, agnostic)[0], max(len(a), len(b)))

    def label(a, b, agnostic=False):
        table = overlaps(a, b)
        kept = [(i, j) for i, j in (matching(table) if a and b else []) if table[i, j] >= 0.5 - SLACK]
        return sum(a[i]["label"] == b[j]["label"] for i, j in kept), len(kept)

    return {"f1@0.5": f1(0.5), "f1@0.75": f1(0.75), "soft-f1": soft, "mean-iou-penalized": penalised,
            "mean-iou-matched": lambda a, b, agnostic=False: total(a, b, agnostic), "label-agreement": label}


def pooled(units, fraction, empty_counts):
    parts = [fraction(a, b) for pairs in pairs_of(units) for a, b in pairs if empty_counts or a or b]
    return sum(p for p, _ in parts) / sum(q for _, q in parts)


def fraction_mean(units, fraction):
    def value(a, b):
        top, bottom = fraction(a, b)
        return top / bottom if bottom else None
    return macro(units, value)


BOX_WAYS = (("pycocotools", "scipy", coco_iou, scipy_pairs), ("shapely", "networkx", shapely_iou, networkx_pairs))
for package, solver, overlaps, matching in BOX_WAYS:
    for measure, score in scores(overlaps, matching).items():
        for agnostic in (False, True):
            own = lambda a, b: score(a, b, agnostic)
            tail = " agnostic" if agnostic else ""
            how = f"{solver} {versions[solver]}"
            say(f"{measure} macro{tail}", package, fraction_mean(images, own), how=how)
            say(f"{measure} micro{tail}", package, pooled(images, own, False), how=how)
coco = scores(coco_iou, scipy_pairs)
for measure in ("soft-f1", "f1@0.5"):
    def apart(a, b, score=coco[measure]):
        top, bottom = score(a, b)
        return 1 - top / bottom
    by_packages(images, apart, f"box alpha {measure}")

# ---- texts
written = {item: {name: value["text"] for name, value in unit.items()} for item, unit in by_item(cases["texts"]).items()}


def similarity(edits, cut):
    def score(a, b):
        p, q = cut(a), cut(b)
        return (1 - edits(p, q) / max(len(p), len(q))) if p or q else 1.0
    return score


def similarity_pooled(edits, cut):
    pairs = [(cut(a), cut(b)) for pairs in pairs_of(written) for a, b in pairs]
    return 1 - sum(edits(p, q) for p, q in pairs) / sum(max(len(p), len(q)) for p, q in pairs)


for package, edits in (("RapidFuzz", rapidfuzz.distance.Levenshtein.distance), ("nltk", nltk.edit_distance)):
    for measure, cut in (("word-similarity", str.split), ("character-similarity", list)):
        say(f"{measure} macro", package, macro(written, similarity(edits, cut)))
        say(f"{measure} micro", package, similarity_pooled(edits, cut))
for distance, cut in (("word", str.split), ("character", list)):
    by_packages(written, lambda a, b: 1 - similarity(nltk.edit_distance, cut)(a, b), f"text alpha {distance}")

spoken = [(unit["gold"], [text for name, text in sorted(unit.items()) if name != "gold"]) for unit in written.values() if "gold" in unit]
for measure, rate, cut in (("wer", jiwer.wer, str.split), ("cer", jiwer.cer, list)):
    references = [gold for gold, texts in spoken for _ in texts]
    hypotheses = [text for _, texts in spoken for text in texts]
    say(f"{measure} micro", "jiwer", rate(references, hypotheses))
    say(f"{measure} macro", "jiwer", numpy.mean([rate(gold, text) for gold, text in zip(references, hypotheses)]))
    own = lambda gold, text: nltk.edit_distance(cut(gold), cut(text)) / len(cut(gold))
    say(f"{measure} macro", "nltk", numpy.mean([own(gold, text) for gold, text in zip(references, hypotheses)]))
    say(f"{measure} micro", "nltk", sum(nltk.edit_distance(cut(r), cut(h)) for r, h in zip(references, hypotheses)) / sum(len(cut(r)) for r in references))

timed = {item: {name: value["segments"] for name, value in unit.items()} for item, unit in by_item(cases["texts"]).items()}


def numpy_overlap(a, b):
    p, q = (numpy.array([[s["start"], s["end"]] for s in segments], dtype=float).reshape(-1, 2) for segments in (a, b))
    shared = numpy.clip(numpy.minimum(p[:, None, 1], q[None, :, 1]) - numpy.maximum(p[:, None, 0], q[None, :, 0]), 0, None)
    return shared / ((p[:, 1] - p[:, 0])[:, None] + (q[:, 1] - q[:, 0])[None, :] - shared)


def shapely_overlap(a, b):
    lines = lambda segments: [shapely.LineString([(s["start"], 0), (s["end"], 0)]) for s in segments]
    rows = [[p.intersection(q).length / (p.length + q.length - p.intersection(q).length) for q in lines(b)] for p in lines(a)]
    return numpy.array(rows).reshape(len(a), len(b))


for package, solver, overlaps, matching in (("numpy", "scipy", numpy_overlap, scipy_pairs), ("shapely", "networkx", shapely_overlap, networkx_pairs)):
    for measure in ("soft-f1", "f1@0.5"):
        score = scores(overlaps, matching)[measure]
        say(f"segment-{measure} macro", package, fraction_mean(timed, score), how=f"{solver} {versions[solver]}")
        say(f"segment-{measure} micro", package, pooled(timed, score, False), how=f"{solver} {versions[solver]}")

# ---- votes
shown = [row["value"] == row["shown_first"] for row in cases["votes"] if row["value"] in ("a", "b")]
test = scipy.stats.binomtest(sum(shown), len(shown))
say("first shown", "scipy", test.statistic)
say("first shown", "scipy", test.pvalue, path="details.p")
say("first shown", "scipy", list(test.proportion_ci(method="wilson")), path="ci")
say("first shown", "statsmodels", list(statsmodels.stats.proportion.proportion_confint(sum(shown), len(shown), method="wilson")), path="ci")
battles = by_item(cases["votes"])
as_tie = {item: {name: "tie" if value == "both-bad" else value for name, value in unit.items()} for item, unit in battles.items()}
decisive = {item: {name: value for name, value in unit.items() if value in ("a", "b")} for item, unit in battles.items()}
by_packages(as_tie, lambda a, b: float(a != b), "votes nominal")
places = {"a": "1", "tie": "2", "b": "3"}
placed = {item: {name: places[value] for name, value in unit.items()} for item, unit in as_tie.items()}
by_packages(placed, ordinal_distance(placed), "votes ordinal")
by_packages(decisive, lambda a, b: float(a != b), "votes decisive")

# ---- aggregation
crowd = pandas.DataFrame([{"task": r["item"], "worker": r["annotator"], "label": r["value"]} for r in cases["crowd"]]).sort_values(["label", "task", "worker"])
chosen = {}
for item, unit in by_item(cases["crowd"]).items():
    votes = {c: list(unit.values()).count(c) for c in "xyz"}
    top = [c for c in "xyz" if votes[c] == max(votes.values())]
    chosen[item] = {"value": top[0] if len(top) == 1 else None, "top": top, "share": {c: votes[c] / len(unit) for c in "xyz" if votes[c]}}
say("majority", "numpy", chosen, path="items", how="counted")
shares = MajorityVote().fit(crowd).probas_
say("majority", "crowd-kit", {item: {"share": {c: p for c, p in row.items() if p}} for item, row in shares.iterrows()}, path="items")


def dawid_skene(rows, rounds=20_000):
    """Dawid & Skene 1979 written out: vote shares, then M and E in turn until no posterior moves by 1e-10."""
    items, names = sorted({r["item"] for r in rows}), sorted({r["annotator"] for r in rows})
    n = numpy.zeros((len(items), len(names), 3))
    for r in rows:
        n[items.index(r["item"]), names.index(r["annotator"]), "xyz".index(r["value"])] += 1
    t = n.sum(axis=1) / n.sum(axis=(1, 2))[:, None]
    for _ in range(rounds):
        p = t.mean(axis=0)
        counts = numpy.einsum("ij,ial->ajl", t, n)
        sums = counts.sum(axis=2, keepdims=True)
        pi = numpy.divide(counts, sums, out=numpy.zeros_like(counts), where=sums > 0)
        with numpy.errstate(divide="ignore"):
            logs = numpy.where(n[:, :, None, :] > 0, n[:, :, None, :] * numpy.log(pi)[None], 0).sum(axis=(1, 3)) + numpy.log(p)
        most = logs.max(axis=1, keepdims=True)
        after = numpy.exp(logs - most)
        likelihood = (most[:, 0] + numpy.log(after.sum(axis=1))).sum()
        after /= after.sum(axis=1, keepdims=True)
        moved = abs(after - t).max()
        t = after
        if moved < 1e-10:
            break
    return {item: {"posterior": dict(zip("xyz", row))} for item, row in zip(items, t)}, float(likelihood)


posterior, likelihood = dawid_skene(cases["crowd"])
say("dawid-skene", "numpy", posterior, path="items", how="EM written out")
fitted = DawidSkene(n_iter=2000, tol=-1).fit(crowd)
say("dawid-skene", "crowd-kit", {item: {"posterior": dict(row)} for item, row in fitted.probas_.iterrows()}, path="items", how="tol = −1")

for package, edits in (("RapidFuzz", rapidfuzz.distance.Levenshtein.distance), ("nltk", nltk.edit_distance)):
    score = similarity(edits, str.split)
    say("medoid", package, {item: {"scores": {name: numpy.mean([score(text, other) for own, other in unit.items() if own != name])
                                              for name, text in unit.items()}} for item, unit in written.items() if len(unit) > 1}, path="items")

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

fused, clustered = {}, {}
for item, unit in by_item(cases["boxes apart"]).items():
    size = 1000
    lists = [[[(o["x"] + 10) / size, (o["y"] + 10) / size, (o["x"] + o["width"] + 10) / size, (o["y"] + o["height"] + 10) / size] for o in unit[name]] for name in sorted(unit)]
    result, _, _ = weighted_boxes_fusion(lists, [[1.0] * len(l) for l in lists], [[0] * len(l) for l in lists], iou_thr=0.5)
    fused[item] = sorted(([float(v) for v in (x1 * size - 10, y1 * size - 10, (x2 - x1) * size, (y2 - y1) * size)] for x1, y1, x2, y2 in result))
    flat = [o for name in sorted(unit) for o in unit[name]]
    groups = sklearn.cluster.AgglomerativeClustering(n_clusters=None, metric="precomputed", linkage="average", distance_threshold=0.5).fit(1 - coco_iou(flat, flat)).labels_
    clustered[item] = sorted([float(numpy.mean([o[side] for o, g in zip(flat, groups) if g == group])) for side in ("x", "y", "width", "height")] + [int(sum(groups == group))] for group in set(groups))
say("box-fusion", "ensemble-boxes", fused, path="boxes", how="single precision")
say("box-fusion", "scikit-learn", clustered, path="boxes", how="AgglomerativeClustering, then means")



def rover(texts, luck):
    """Fiscus 1997 written out, with every choice that the method leaves open drawn by lot."""
    network = []
    for seen, text in enumerate(texts):
        words = text.split()
        cost = [[0] * (len(words) + 1) for _ in range(len(network) + 1)]
        for i in range(len(network) + 1):
            for j in range(len(words) + 1):
                ways = []
                if i and j:
                    ways.append(cost[i - 1][j - 1] + (words[j - 1] not in network[i - 1]))
                if i:
                    ways.append(cost[i - 1][j] + 1)
                if j:
                    ways.append(cost[i][j - 1] + 1)
                cost[i][j] = min(ways) if ways else 0
        i, j, slots = len(network), len(words), []
        while i or j:
            ways = []
            if i and j and cost[i][j] == cost[i - 1][j - 1] + (words[j - 1] not in network[i - 1]):
                ways.append("both")
            if i and cost[i][j] == cost[i - 1][j] + 1:
                ways.append("slot")
            if j and cost[i][j] == cost[i][j - 1] + 1:
                ways.append("word")
            way = luck.choice(ways)
            if way == "both":
                slots.append(network[i - 1] + [words[j - 1]])
            elif way == "slot":
                slots.append(network[i - 1] + [None])
            else:
                slots.append([None] * seen + [words[j - 1]])
            i, j = i - (way != "word"), j - (way != "slot")
        network = slots[::-1]
    voted = []
    for slot in network:
        most = max(slot.count(word) for word in slot)
        voted.append(luck.choice(sorted({word for word in slot if slot.count(word) == most}, key=str)))
    return " ".join(word for word in voted if word)


outcomes = {item: {rover([text for _, text in sorted(unit.items())], random.Random(seed)) for seed in range(300)} for item, unit in written.items()}
certain = {item: {"value": next(iter(texts))} for item, texts in outcomes.items() if len(texts) == 1}
said.append({"ask": "rover", "path": "items", "said": certain, "by": "Fiscus 1997 written out in Python, texts where no tie has a say"})
rover_rows = pandas.DataFrame([{"task": item, "worker": name, "text": text} for item, unit in written.items() for name, text in sorted(unit.items())])
voted = ROVER(tokenizer=str.split, detokenizer=" ".join).fit_predict(rover_rows)
say("rover", "crowd-kit", {item: {"value": voted[item]} for item in certain}, path="items", how="the same texts")

spammers = MACE(n_restarts=1, n_iter=3000, random_state=0).fit(crowd)
say("mace", "crowd-kit", {item: {"posterior": dict(row)} for item, row in spammers.probas_.iterrows()}, path="items", how="one start, 3,000 rounds")

print(json.dumps({"command": "python3 python-oracles.py", "versions": versions, "said": said}, ensure_ascii=False, indent=1))
