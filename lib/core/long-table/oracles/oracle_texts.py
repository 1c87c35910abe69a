"""Agreement on texts and timed segments."""
import jiwer
import nltk
import numpy
import rapidfuzz
import shapely
from oracle_boxes import fraction_mean, networkx_pairs, pooled, scipy_pairs, scores
from oracle_common import by_item, by_packages, cases, macro, pairs_of, say, versions

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
