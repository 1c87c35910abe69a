"""Agreement on labels and votes."""
import agreement.metrics as agreement
import agreement.utils.kernels as kernels
import irrCAC.raw
import krippendorff
import numpy
import pandas
import scipy.stats
import sklearn.metrics
import statsmodels.stats.inter_rater
import statsmodels.stats.proportion
from oracle_common import by_item, by_packages, cases, given, micro, ordinal_distance, pairs_of, say, task

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
