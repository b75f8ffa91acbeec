"""The bootstrap max-T of three means of fixture F3: adjusted p-values and simultaneous intervals, by numpy on the rows."""

import numpy as np

from fixture_three import rows, weights
from oracle_table import write

SEED, COUNT, ALPHA = 42, 999, 0.05
cells = [rows("c", 1.0), rows("t", 1.1)]
# y, x, and a sum of both that is strongly correlated with y.
columns = {"y": lambda v: v[:, 0], "x": lambda v: v[:, 1], "both": lambda v: v[:, 0] + 5 * v[:, 1]}


def value(y, w):
    n = w.sum()
    mean = w @ y / n
    return mean, w @ (y - mean) ** 2 / ((n - 1) * n)


draws = [weights(SEED, arm, COUNT) for arm in "ct"]
observed, replicates = [], []
for column in columns.values():
    (zero, v0), (one, v1) = [value(column(v), np.ones(200)) for v in cells]
    error = np.sqrt(v0 + v1)
    observed.append((one - zero, error))
    pairs = [[value(column(v), w[:, b]) for v, w in zip(cells, draws)] for b in range(COUNT)]
    replicates.append([((b[0] - a[0]) - (one - zero)) / np.sqrt(a[1] + b[1]) for a, b in pairs])

size = np.abs(np.array(replicates))
z = np.abs([difference / error for difference, error in observed])
order, floor, adjusted = np.argsort(-z), 0.0, [0.0] * len(z)
for position, j in enumerate(order):
    floor = max(floor, (1 + (size[order[position:]].max(axis=0) >= z[j]).sum()) / (COUNT + 1))
    adjusted[j] = floor
# The largest c that fewer than a share ALPHA of the COUNT + 1 maxima reach.
critical = np.sort(size.max(axis=0))[COUNT - int((COUNT + 1) * ALPHA)]
cases = [
    {
        "metric": name, "estimate": difference, "adjusted": p,
        "interval": [difference - critical * error, difference + critical * error],
    }
    for name, (difference, error), p in zip(columns, observed, adjusted)
]
write(__file__, ["numpy", "mpmath"], "numpy on the 400 rows of F3, weights by exact integers, B = 999, seed 42", cases)
