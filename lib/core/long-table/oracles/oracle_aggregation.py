"""The one answer of each item."""
import random

import nltk
import numpy
import pandas
import rapidfuzz
import sklearn.cluster
from crowdkit.aggregation import MACE, ROVER, DawidSkene, MajorityVote
from ensemble_boxes import weighted_boxes_fusion
from oracle_boxes import coco_iou
from oracle_common import by_item, cases, said, say
from oracle_texts import similarity, written

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


takes = by_item(cases["takes"])
outcomes = {item: {rover([text for _, text in sorted(unit.items())], random.Random(seed)) for seed in range(300)} for item, unit in takes.items()}
certain = {item: {"value": next(iter(texts))} for item, texts in outcomes.items() if len(texts) == 1}
said.append({"ask": "rover", "path": "items", "said": certain, "by": "Fiscus 1997 written out in Python, texts where no tie has a say"})
rover_rows = pandas.DataFrame([{"task": item, "worker": name, "text": text} for item, unit in takes.items() for name, text in sorted(unit.items())])
voted = ROVER(tokenizer=str.split, detokenizer=" ".join).fit_predict(rover_rows)
# On take07 crowd-kit drops a word that two of the three wrote; the alignment of fewest edits, found by hand, keeps it.
say("rover", "crowd-kit", {item: {"value": voted[item]} for item in certain if item != "take07"}, path="items", how="the same texts but one")

spammers = MACE(n_restarts=1, n_iter=3000, random_state=0).fit(crowd)
say("mace", "crowd-kit", {item: {"posterior": dict(row)} for item, row in spammers.probas_.iterrows()}, path="items", how="one start, 3,000 rounds")
