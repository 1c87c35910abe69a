"""The tables, what was said of them, and what several kinds of values share."""
import itertools
import json
from importlib.metadata import version

import krippendorff
import nltk
import numpy

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
