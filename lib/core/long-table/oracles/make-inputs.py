"""Draws the tables that the oracles are asked about: python3 make-inputs.py > inputs.json (Python 3.11, seed below)."""
import json
import random

draw = random.Random(20261124)
asks = []


def ask(name, row, case, **settings):
    asks.append({"name": name, "row": row, "case": case, **settings})


def labels(items, annotators, categories, missing, noise):
    rows = []
    for item in range(items):
        truth = draw.randrange(len(categories))
        for annotator in range(annotators):
            if draw.random() < missing:
                continue
            value = truth if draw.random() > noise else draw.randrange(len(categories))
            rows.append({"item": f"i{item:02d}", "annotator": f"p{annotator}", "value": categories[value]})
    return rows


def ranking(responses):
    return {f"r{k}": draw.randint(1, len(responses)) for k in responses}


def box():
    return {
        "label": draw.choice(["cat", "dog"]),
        "x": draw.randint(0, 60), "y": draw.randint(0, 60), "width": draw.randint(10, 50), "height": draw.randint(10, 50),
    }


def jitter(one):
    moved = {side: one[side] + draw.uniform(-4, 4) for side in ("x", "y", "width", "height")}
    return {"label": one["label"] if draw.random() > 0.15 else draw.choice(["cat", "dog"]), **moved}


def boxes():
    rows = []
    for item in range(9):
        truth = [] if item == 0 else [box() for _ in range(draw.randint(1, 4))]
        for annotator in "abc":
            if item == 5 and annotator == "c":
                continue
            value = [jitter(one) for one in truth if draw.random() > 0.15]
            if draw.random() < 0.25:
                value.append(box())
            rows.append({"item": f"image{item}", "annotator": annotator, "value": value})
    return rows


WORDS = "the a cat dog sat on mat and hat it rains café déjà well okay so they were there their".split()


def texts():
    rows = []
    for item in range(10):
        truth = [draw.choice(WORDS) for _ in range(draw.randint(3, 9))]
        cuts = sorted(draw.sample(range(1, 30), 3))
        for annotator in ("gold", "ann", "bob", "cy"):
            if draw.random() < 0.15:
                continue
            words = [draw.choice(WORDS) if draw.random() < 0.2 else word for word in truth if draw.random() > 0.1]
            if draw.random() < 0.3:
                words.insert(draw.randrange(len(words) + 1), draw.choice(WORDS))
            edges = [max(0.0, cut + draw.uniform(-0.7, 0.7)) for cut in cuts]
            segments = [{"start": start, "end": end} for start, end in zip(edges, edges[1:]) if end - start > 0.05]
            if draw.random() < 0.3:
                segments.append({"start": 31.0, "end": 31 + draw.uniform(0.5, 3)})
            rows.append({"item": f"clip{item}", "annotator": annotator, "value": {"text": " ".join(words), "segments": segments}})
    return rows


def takes():
    """Three people on one text, each with few slips: so that a vote word by word mostly has a winner."""
    rows = []
    for item in range(12):
        truth = [draw.choice(WORDS) for _ in range(draw.randint(4, 9))]
        for annotator in "abc":
            words = [draw.choice(WORDS) if draw.random() < 0.1 else word for word in truth if draw.random() > 0.08]
            rows.append({"item": f"take{item:02d}", "annotator": annotator, "value": " ".join(words)})
    return rows


def votes():
    strength = {"m1": 0.9, "m2": 0.4, "m3": 0.0, "m4": -0.5, "m5": -0.8}
    rows = []
    for item in range(60):
        a, b = draw.sample(sorted(strength), 2)
        for annotator in range(3):
            first = draw.choice("ab")
            lean = strength[a] - strength[b] + (0.4 if first == "a" else -0.4) + draw.gauss(0, 1.2)
            value = "tie" if abs(lean) < 0.3 else "a" if lean > 0 else "b"
            if value == "tie" and draw.random() < 0.3:
                value = "both-bad"
            rows.append({"item": f"b{item:02d}", "annotator": f"p{annotator}", "value": value, "model_a": a, "model_b": b, "shown_first": first})
    return rows


def crowd():
    rows = []
    skill = [0.95, 0.85, 0.8, 0.6, 0.4]
    for item in range(40):
        truth = draw.choice("xyz")
        for annotator, right in enumerate(skill):
            if draw.random() < 0.15:
                continue
            value = truth if draw.random() < right else draw.choice("xyz")
            rows.append({"item": f"i{item:02d}", "annotator": f"p{annotator}", "value": value})
    return rows


def orders():
    names = ["m1", "m2", "m3", "m4", "m5"]
    rows = []
    for item in range(40):
        some = draw.sample(names, draw.randint(2, 5))
        rows.append({"item": f"q{item:02d}", "annotator": "p0", "value": sorted(some, key=lambda name: names.index(name) + draw.gauss(0, 2))})
    return rows


def apart():
    """Objects far from each other, so that fusion and plain clustering must agree."""
    rows = []
    for item in range(5):
        places = [(100 * k, 100 * draw.randint(0, 2)) for k in range(4)]
        for annotator in "abc":
            value = []
            for x, y in places:
                if draw.random() < 0.8:
                    value.append({"label": "cat", "x": x + draw.uniform(-3, 3), "y": y + draw.uniform(-3, 3),
                                  "width": 40 + draw.uniform(-4, 4), "height": 30 + draw.uniform(-4, 4)})
            rows.append({"item": f"image{item}", "annotator": annotator, "value": value})
    return rows


cases = {
    "five annotators, gaps": {"type": "categorical", "categories": "1,2,3,4", "rows": labels(40, 5, ["1", "2", "3", "4"], 0.35, 0.4)},
    "three annotators, complete": {"type": "categorical", "categories": "1,2,3", "rows": labels(30, 3, ["1", "2", "3"], 0, 0.5)},
    "two annotators, complete": {"type": "categorical", "categories": "1,2,3,4,5", "rows": labels(60, 2, ["1", "2", "3", "4", "5"], 0, 0.45)},
    "rankings": {"type": "ranking", "rows": [
        {"item": f"q{item}", "annotator": f"p{annotator}", "value": ranking(range(n))}
        for item, (n, m) in enumerate([(4, 3), (5, 4), (3, 2), (6, 3), (4, 5), (5, 2), (7, 3)]) for annotator in range(m)]},
    "boxes": {"type": "bounding-box", "rows": boxes()},
    "texts": {"type": "transcription", "rows": texts()},
    "votes": {"type": "preference", "rows": votes()},
    "crowd": {"type": "categorical", "rows": crowd()},
    "orders": {"type": "ranking", "rows": orders()},
    "boxes apart": {"type": "bounding-box", "rows": apart()},
    "takes": {"type": "transcription", "rows": takes()},
}

many, three, two = list(cases)[:3]
for case in (many, three, two):
    for level in ("nominal", "ordinal", "interval", "ratio"):
        ask(f"alpha {level} / {case}", f"Krippendorff's alpha, {level}", case, measure="krippendorff-alpha", level=level)
    ask(f"percent macro / {case}", "Percent agreement, macro", case, measure="percent-agreement")
    ask(f"percent micro / {case}", "Percent agreement, micro", case, measure="percent-agreement", average="micro")
    ask(f"ac1 / {case}", "Gwet's AC1", case, measure="gwet-ac1")
    for weights in ("linear", "quadratic", "ordinal"):
        ask(f"ac2 {weights} / {case}", f"Gwet's AC2, {weights}", case, measure=f"gwet-ac2-{weights}", level="ordinal")
for case in (three, two):
    ask(f"fleiss / {case}", "Fleiss' kappa", case, measure="fleiss-kappa")
for weights in ("", "-linear", "-quadratic"):
    ask(f"kappa{weights} / {two}", "Cohen's kappa" + weights.replace("-", ", "), two, measure=f"cohen-kappa{weights}", level="ordinal")
ask(f"pi / {two}", "Scott's pi", two, measure="scott-pi")

ask("W", "Kendall's W with ties", "rankings", measure="kendall-w")
for average in ("macro", "micro"):
    ask(f"tau-b {average}", "Kendall's tau-b", "rankings", measure="kendall-tau-b", average=average)
    ask(f"rho {average}", "Spearman's rho", "rankings", measure="spearman", average=average)
ask("ranking alpha", "Alpha over rankings", "rankings", measure="krippendorff-alpha")

BOX_ROWS = {"f1@0.5": "F1 at IoU .5", "f1@0.75": "F1 at IoU .75", "soft-f1": "Soft F1", "mean-iou-penalized": "Mean IoU, penalised",
            "mean-iou-matched": "Mean matched IoU", "label-agreement": "Class agreement of matched boxes"}
for measure, row in BOX_ROWS.items():
    for average in ("macro", "micro"):
        for agnostic in (False, True):
            ask(f"{measure} {average}{' agnostic' if agnostic else ''}", row, "boxes", measure=measure, average=average, classAgnostic=agnostic)
for distance in ("soft-f1", "f1@0.5"):
    ask(f"box alpha {distance}", "Alpha over boxes", "boxes", measure="krippendorff-alpha", distance=distance)

for measure, row in {"word-similarity": "Word similarity", "character-similarity": "Character similarity"}.items():
    for average in ("macro", "micro"):
        ask(f"{measure} {average}", row, "texts", measure=measure, average=average)
for measure in ("wer", "cer"):
    for average in ("macro", "micro"):
        ask(f"{measure} {average}", measure.upper(), "texts", measure=measure, average=average, reference="gold")
for distance in ("word", "character"):
    ask(f"text alpha {distance}", f"Alpha over texts, {distance}s", "texts", measure="krippendorff-alpha", distance=distance)
for measure, row in {"segment-soft-f1": "Segments, soft F1", "segment-f1@0.5": "Segments, F1 at IoU .5"}.items():
    for average in ("macro", "micro"):
        ask(f"{measure} {average}", row, "texts", measure=measure, average=average)

ask("first shown", "First-position share", "votes", measure="first-position-share")
ask("votes nominal", "Alpha over votes, both-bad as tie", "votes", measure="krippendorff-alpha", bothBad="tie")
ask("votes ordinal", "Alpha over votes, a < tie < b", "votes", measure="krippendorff-alpha", level="ordinal")
ask("votes decisive", "Alpha over votes, decisive only", "votes", measure="krippendorff-alpha", bothBad="drop", ties="drop")

for method, row, case in (
    ("majority", "Majority", "crowd"), ("dawid-skene", "Dawid–Skene", "crowd"), ("mace", "MACE", "crowd"),
    ("medoid", "Medoid", "texts"), ("borda", "Borda", "orders"),
    ("plackett-luce", "Plackett–Luce", "orders"), ("box-fusion", "Box fusion", "boxes apart"),
):
    ask(method, row, case, method=method)
ask("rover", "ROVER", "takes", method="rover")
ask("bradley-terry drop", "Bradley–Terry", "votes", method="bradley-terry", ties="drop", bothBad="drop")
ask("bradley-terry half", "Bradley–Terry, ties as half a win", "votes", method="bradley-terry", ties="half")
ask("bradley-terry order", "Bradley–Terry with an order effect", "votes", method="bradley-terry", ties="drop", bothBad="drop", orderEffect=True)
ask("davidson", "Davidson", "votes", method="bradley-terry", ties="davidson")
ask("rao-kupper", "Rao–Kupper", "votes", method="bradley-terry", ties="rao-kupper")

print(json.dumps({"command": "python3 make-inputs.py", "cases": cases, "asks": asks}, ensure_ascii=False, indent=1))
