"""Dawid and Skene's estimation in numpy, on the columns that bench/aggregation.ts wrote; called by it with their folder."""
import sys
import time

import numpy as np

CLASSES = 3


def estimate(item, annotator, label):
    items, annotators = item.max() + 1, annotator.max() + 1
    shares = np.bincount(item * CLASSES + label, minlength=items * CLASSES).reshape(items, CLASSES).astype(float)
    posterior = shares / shares.sum(axis=1, keepdims=True)
    said = annotator * CLASSES + label

    def maximise(posterior):
        weights = posterior[item]
        counts = np.stack([np.bincount(said, weights[:, c], annotators * CLASSES) for c in range(CLASSES)], axis=1)
        counts = counts.reshape(annotators, CLASSES, CLASSES)
        return posterior.mean(axis=0), counts / counts.sum(axis=1, keepdims=True)

    def joint(marginals, confusion):
        logs = np.log(confusion).reshape(annotators * CLASSES, CLASSES)[said]
        sums = np.stack([np.bincount(item, logs[:, c], items) for c in range(CLASSES)], axis=1)
        return sums + np.log(marginals)

    for rounds in range(1, 20_001):
        q = joint(*maximise(posterior))
        moved = np.exp(q - q.max(axis=1, keepdims=True))
        moved /= moved.sum(axis=1, keepdims=True)
        change = np.abs(moved - posterior).max()
        posterior = moved
        if change < 1e-10:
            break
    q = joint(*maximise(posterior))
    most = q.max(axis=1)
    return rounds, (most + np.log(np.exp(q - most[:, None]).sum(axis=1))).sum()


folder = sys.argv[1]
item, annotator, label = (np.fromfile(f"{folder}/{name}", dtype=np.int32).astype(np.int64) for name in ("item", "annotator", "label"))
start = time.perf_counter()
rounds, log_likelihood = estimate(item, annotator, label)
print(f"- numpy {np.__version__}, the estimation from the same columns: {time.perf_counter() - start:.2f} s, {rounds} rounds; log-likelihood {log_likelihood:.6f}")
