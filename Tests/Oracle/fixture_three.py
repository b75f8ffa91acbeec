"""Fixture F3 (Methods/fixtures) and the Poisson weights of its replicates, by exact integers."""

import numpy as np
from mpmath import exp, factorial, mp, mpf

from hashing import fnv1a, mix, uniform

mp.prec = 200

thresholds, total = [], mpf(0)
for k in range(21):
    total += exp(-1) / factorial(k)
    thresholds.append(int(mp.ceil(total * 2**53)))


def rows(arm, multiplier):
    """Columns y and x of 200 units."""
    out = []
    for i in range(1, 201):
        e = [-np.log(1 - uniform(7, f"{arm}-{i}", b)) for b in (0, 1)]
        out.append(((6 * e[1] + 4 * e[0]) * multiplier, e[1]))
    return np.array(out)


def weights(seed, arm, count):
    """One column per replicate, by exact integers."""
    table = np.empty((200, count))
    mixed = [mix(b) for b in range(count)]
    for i in range(200):
        base = mix(seed ^ fnv1a(f"{arm}-{i + 1}"))
        for b in range(count):
            u = mix(base ^ mixed[b]) >> 11
            table[i, b] = next(k for k in range(21) if u < thresholds[k])
    return table
