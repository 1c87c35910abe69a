"""Agreement on boxes, and the matching of things that overlap."""
import networkx
import numpy
import pycocotools.mask
import scipy.optimize
import shapely
from oracle_common import by_item, by_packages, cases, macro, pairs_of, say, versions

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
