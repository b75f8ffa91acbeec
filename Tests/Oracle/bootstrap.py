"""Poisson bootstrap of fixture F3 (Methods/bootstrap): intervals of four kinds, p-values of several nulls, by numpy on the rows."""

import numpy as np
from scipy import stats

from fixture_three import rows, weights
from oracle_table import write

LEVELS = [(0.05, 2), (0.1, 2), (0.02, 2)]


def arm_value(v, w, kind):
    """Value, variance and influence values of one arm under weights; a ratio has the units that its denominators are worth."""
    n = w.sum()
    mean = w @ v / n
    if kind == "mean":
        theta, psi, units = mean[0], v[:, 0] - mean[0], n
    else:
        theta = mean[0] / mean[1]
        psi, units = (v[:, 0] - theta * v[:, 1]) / mean[1], (w @ v[:, 1]) ** 2 / (w @ v[:, 1] ** 2)
    return theta, w @ psi**2 / n**2 * (units / (units - 1)), psi / n


def working(scale, zero, one):
    (t0, v0, _), (t1, v1, _) = zero, one
    if scale == "absolute":
        return t1 - t0, np.sqrt(v0 + v1), (-1, 1)
    return np.log(t1 / t0), np.sqrt(v1 / t1**2 + v0 / t0**2), (-1 / t0, 1 / t1)


def order(values, q):
    """The order statistic (B + 1)q, on the straight line between two."""
    values, h = np.sort(values), (len(values) + 1) * q
    if abs(h - round(h)) < 1e-9:
        return values[round(h) - 1]
    k = int(h)
    return values[k - 1] + (h - k) * (values[k] - values[k - 1])


def case(kind, scale, seed, count, draws):
    cells = [rows("c", 1.0), rows("t", 1.1)]
    ones = np.ones(200)
    observed = [arm_value(v, ones, kind) for v in cells]
    replicates = [[arm_value(v, w[:, b], kind) for v, w in zip(cells, draws)] for b in range(count)]
    center, error, slopes = working(scale, *observed)
    pairs = np.array([working(scale, *replicate)[:2] for replicate in replicates])
    values, t = pairs[:, 0], (pairs[:, 0] - center) / pairs[:, 1]
    psi = np.concatenate([s * arm[2] for s, arm in zip(slopes, observed)])
    a = (psi**3).sum() / (6 * (psi**2).sum() ** 1.5)
    z0 = stats.norm.ppf((values < center).mean())
    back = (lambda x: x) if scale == "absolute" else np.expm1
    intervals = []
    for alpha, sides in LEVELS:
        tail = alpha / sides
        z = stats.norm.ppf(1 - tail)
        corrected = [stats.norm.cdf(z0 + (z0 + s * z) / (1 - a * (z0 + s * z))) for s in (-1, 1)]
        low, high = order(values, tail), order(values, 1 - tail)
        intervals.append({
            "tail": tail,
            "bootstrapT": [back(center - order(t, 1 - tail) * error), back(center - order(t, tail) * error)],
            "percentile": [back(low), back(high)],
            "basic": [back(2 * center - high), back(2 * center - low)],
            "bca": [back(order(values, q)) for q in corrected],
        })
    tests = []
    for null in (0, 0.03, -0.05, 0.2):
        position = null if scale == "absolute" else np.log1p(null)
        stat = (center - position) / error
        above, below = (1 + (t >= stat).sum()) / (count + 1), (1 + (t <= stat).sum()) / (count + 1)
        p = {"statistic": stat, "twoSided": min(1, 2 * min(above, below)), "greater": above, "less": below}
        tests.append({"null": null} | p)
    differences = [one[0] - zero[0] for zero, one in replicates]
    return {
        "name": f"F3 {kind} {scale}", "kind": kind, "scale": scale, "seed": seed, "count": count,
        "firstWeights": [int(w[:, 0].sum()) for w in draws], "standardError": np.std(differences, ddof=1),
        "acceleration": a, "bias": z0, "intervals": intervals, "tests": tests,
    }


cases = []
for seed, count in ((42, 999), (3, 499)):
    draws = [weights(seed, arm, count) for arm in "ct"]
    cases += [case(kind, scale, seed, count, draws) for kind in ("mean", "ratio") for scale in ("absolute", "relative")]
write(__file__, ["numpy", "scipy", "mpmath"], "numpy on the 400 rows, weights by exact integers; order statistics (B + 1)q", cases)
