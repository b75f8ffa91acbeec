"""Fixture F3 (Methods/fixtures) and the Poisson weights of replicates, by exact integers."""

import numpy as np
from mpmath import exp, factorial, mp, mpf

from hashing import fnv1a, mix, uniform

mp.prec = 200

def rows(arm, multiplier):
    """Columns y and x of 200 units."""
    out = []
    for i in range(1, 201):
        e = [-np.log(1 - uniform(7, f"{arm}-{i}", b)) for b in (0, 1)]
        out.append(((6 * e[1] + 4 * e[0]) * multiplier, e[1]))
    return np.array(out)


def thresholds(mean):
    """round(2^32 P(X <= k)) of a Poisson distribution, up to the first that no word reaches."""
    found, total = [], mpf(0)
    for k in range(16):
        total += exp(-mpf(mean)) * mpf(mean) ** k / factorial(k)
        found.append(int(mp.nint(total * 2**32)))
        if found[-1] >= 2**32:
            break
    return found


def pooled_weights(seed, keys, means, count):
    """The weight of each unit in each of two arms of each replicate, by exact integers: arm, unit, replicate."""
    table = np.empty((2, len(keys), count))
    mixed, limits = [mix(b) for b in range(count)], [thresholds(mean) for mean in means]
    for i, key in enumerate(keys):
        base = mix(seed ^ fnv1a(key))
        for b in range(count):
            word = mix(base ^ mixed[b])
            for arm, half in enumerate((word >> 32, word & 0xFFFFFFFF)):
                table[arm, i, b] = next((k for k, limit in enumerate(limits[arm]) if half < limit), len(limits[arm]) - 1)
    return table


def resampled(x, weights):
    """Means and variances of weighted rows in each replicate: (sum W x^2/sum W - mean^2)/(sum W - 1)."""
    n = weights.sum(axis=0)
    mean = x @ weights / n
    return mean, (x**2 @ weights / n - mean**2) / (n - 1)
