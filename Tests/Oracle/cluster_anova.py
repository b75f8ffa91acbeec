"""Intraclass correlation and variance of independent events, from the events themselves, one by one."""

import numpy as np

from fixtures import F2
from oracle_table import write

random = np.random.default_rng(11)


def binary(rows):
    return [[1.0] * y + [0.0] * (d - y) for y, d in rows]


def normal(sizes, shift):
    return [(random.normal(shift, 2) + random.normal(0, 3, size)).round(3).tolist() for size in sizes]


def case(name, control, treatment):
    arms = [control, treatment]
    events = [np.concatenate(arm) for arm in arms]
    # Sums of squares of a nested analysis of variance: clusters within variants.
    between = sum(len(c) * (np.mean(c) - e.mean()) ** 2 for arm, e in zip(arms, events) for c in arm)
    within = sum(((np.array(c) - np.mean(c)) ** 2).sum() for arm in arms for c in arm)
    clusters, total = sum(map(len, arms)), sum(map(len, events))
    msb, msw = between / (clusters - 2), within / (total - clusters)
    size = sum(len(e) - sum(len(c) ** 2 for c in arm) / len(e) for arm, e in zip(arms, events)) / (clusters - 2)
    return {
        "name": name,
        "control": [[sum(c), len(c), sum(x * x for x in c)] for c in control],
        "treatment": [[sum(c), len(c), sum(x * x for x in c)] for c in treatment],
        "correlation": (msb - msw) / (msb + (size - 1) * msw),
        "independentVariance": sum(e.var(ddof=1) / len(e) for e in events),
        "effective": [sum(map(len, arm)) ** 2 / sum(len(c) ** 2 for c in arm) for arm in arms],
    }


write(
    __file__, ["numpy"], "numpy.mean, numpy.var over single events",
    [
        case("F2", binary(F2["control"]), binary(F2["treatment"])),
        case("normal", normal([3, 9, 14, 2, 30], 5), normal([8, 8, 8, 8], 6)),
        case("one event each", normal([1] * 6, 0), normal([1, 1, 1, 1, 2], 0)),
    ],
)
