"""The work of bench/agreement.ts in numpy, on the columns it wrote; called by it with their folder."""
import sys
import time

import numpy as np

CLASSES = 3
REPEATS = 3


def counts(item, value):
    units = int(item.max()) + 1
    return np.bincount(item.astype(np.int64) * CLASSES + value, minlength=units * CLASSES).reshape(units, CLASSES)


def coincidences(x):
    x = x.astype(np.float64)
    m = x.sum(axis=1)
    x, m = x[m >= 2], m[m >= 2]
    w = x / (m - 1)[:, None]
    return w.T @ x - np.diag(w.sum(axis=0))


def alphas(o):
    n_c = o.sum(axis=1)
    n = n_c.sum()
    c = np.arange(CLASSES)
    ranks = np.cumsum(n_c) - n_c / 2
    squared = [(c[:, None] != c).astype(float), (ranks[:, None] - ranks) ** 2, (c[:, None] - c) ** 2.0]
    return [1 - (n - 1) * (o * d).sum() / (np.outer(n_c, n_c) * d).sum() for d in squared]


def timed(work):
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        answer = work()
        times.append(time.perf_counter() - start)
    return sorted(times)[REPEATS // 2], answer


def columns(folder, name):
    return [np.fromfile(f"{folder}/{name}.{column}", dtype=np.int32) for column in ("item", "value")]


def bootstrap(x):
    patterns, units = np.unique(x, axis=0, return_counts=True)
    each = np.array([coincidences(p[None, :]) for p in patterns]).reshape(len(patterns), -1)
    drawn = np.random.default_rng(1).multinomial(units.sum(), units / units.sum(), size=1000)
    values = [alphas(o.reshape(CLASSES, CLASSES))[0] for o in drawn @ each]
    return np.percentile(values, [2.5, 97.5])


folder = sys.argv[1]
for name in ("order", "shuffled"):
    item, value = columns(folder, name)
    seconds, answer = timed(lambda: alphas(coincidences(counts(item, value))))
    print(f"- numpy {np.__version__}, the three alphas, {name}: {seconds * 1000:.0f} ms; {', '.join(f'{a:.9f}' for a in answer)}")
item, value = columns(folder, "order")
x = counts(item, value)
seconds, ci = timed(lambda: bootstrap(x))
print(f"- numpy {np.__version__}, 1,000 resamples of distinct patterns, percentile: {seconds:.3f} s; {ci[0]:.6f} … {ci[1]:.6f}")
