"""The max-T of three means of fixture F3, of replicates from the pooled rows: adjusted p-values and simultaneous intervals, by numpy on the rows.

The metrics are skewed. Their test is the pivot of Methods/skewed-data, whose p-value enters as the normal statistic that has it;
with the bootstrap as their test, the studentized difference enters.
"""

import numpy as np
from scipy import stats

import pooled_shape
from fixture_three import pooled_weights, resampled, rows
from oracle_table import write

SEED, COUNT, ALPHA = 42, 999, 0.05
cells = [rows("c", 1.0), rows("t", 1.1)]
# y, x, and a sum of both that is strongly correlated with y.
columns = {"y": lambda v: v[:, 0], "x": lambda v: v[:, 1], "both": lambda v: v[:, 0] + 5 * v[:, 1]}


def value(y, w):
    n = w.sum()
    mean = w @ y / n
    return mean, w @ (y - mean) ** 2 / ((n - 1) * n)


def stepped(z):
    """Step-down adjusted p-values of observed statistics among the maxima of the replicates."""
    order, floor, adjusted = np.argsort(-z), 0.0, [0.0] * len(z)
    for position, j in enumerate(order):
        floor = max(floor, (1 + (size[order[position:]].max(axis=0) >= z[j]).sum()) / (COUNT + 1))
        adjusted[j] = floor
    return adjusted


keys = [f"{arm}-{i + 1}" for arm in "ct" for i in range(200)]
draws = pooled_weights(SEED, keys, [0.5, 0.5], COUNT)
observed, replicates, pivots = [], [], []
for column in columns.values():
    (zero, v0), (one, v1) = [value(column(v), np.ones(200)) for v in cells]
    observed.append((one - zero, np.sqrt(v0 + v1)))
    x = np.concatenate([(y - y.mean()) / y.std() for y in map(column, cells)])
    (m0, s0), (m1, s1) = [resampled(x, w) for w in draws]
    replicates.append((m1 - m0) / np.sqrt(s1 + s0))
    pivots.append(pooled_shape.Pivot(*(pooled_shape.Arm(column(v)) for v in cells)))

if not all(pivot.decides for pivot in pivots):
    raise ValueError("a metric is not skewed")
size = np.abs(np.array(replicates))
studentized = np.abs([difference / error for difference, error in observed])
normal = stats.norm.isf([pivot.p(1, 0) / 2 for pivot in pivots])
# The largest c that fewer than a share ALPHA of the COUNT + 1 maxima reach.
critical = np.sort(size.max(axis=0))[COUNT - int((COUNT + 1) * ALPHA)]
cases = [
    {
        "metric": name, "estimate": difference, "adjusted": p, "bootstrapAdjusted": bootstrap,
        "interval": [float(limit) for limit in pivot.interval("absolute", stats.norm.sf(critical))],
    }
    for name, (difference, _), p, bootstrap, pivot in zip(columns, observed, stepped(normal), stepped(studentized), pivots)
]
write(__file__, ["numpy", "scipy", "mpmath"], "numpy on the 400 rows of F3, weights by exact integers, B = 999, seed 42", cases)
