"""Adjusted proportions: an analysis of covariance by least squares, the score test with the variance that it leaves, its limits.

Slopes and R² come from `statsmodels.OLS` of the outcome on variant and covariate; the restricted likelihood is maximised
numerically by `scipy.optimize`, not by closed forms.
"""

import math
import random

import numpy as np
import statsmodels.api as sm
from scipy import optimize, stats

from oracle_table import write


def restricted(x1, n1, x0, n0, one):
    """p0 that maximises the likelihood when p1 = one(p0)."""

    def loss(p0):
        p1 = one(p0)
        if not (0 < p0 < 1 and 0 < p1 < 1):
            return 1e300
        return -(x1 * math.log(p1) + (n1 - x1) * math.log1p(-p1) + x0 * math.log(p0) + (n0 - x0) * math.log1p(-p0))

    grid = [i / 4000 for i in range(1, 4000)]
    best = min(grid, key=loss)
    found = optimize.minimize_scalar(loss, bounds=(max(1e-9, best - 1 / 4000), min(1 - 1e-9, best + 1 / 4000)), method="bounded", options={"xatol": 1e-13})
    return found.x


def statistic(counts, values, remaining, scale, null):
    x1, n1, x0, n0 = counts
    if scale == "odds-ratio":
        p0 = restricted(x1, n1, x0, n0, lambda p: p * null / (1 - p + p * null))
        p1 = p0 * null / (1 - p0 + p0 * null)
        # The score of the log odds ratio, a difference of working residuals, over the root of its variance.
        top = (values[1] - p1) / (p1 * (1 - p1)) - (values[0] - p0) / (p0 * (1 - p0))
        variance = 1 / (n1 * p1 * (1 - p1)) + 1 / (n0 * p0 * (1 - p0))
    else:
        r, delta = (1, null) if scale == "absolute" else (1 + null, 0)
        p0 = restricted(x1, n1, x0, n0, lambda p: r * p + delta)
        p1 = r * p0 + delta
        top = values[1] - r * values[0] - delta
        variance = p1 * (1 - p1) / n1 + r * r * p0 * (1 - p0) / n0
    return top / math.sqrt(variance * (n1 + n0) / (n1 + n0 - 1) * remaining)


def case(name, n0, n1, base, lift, slope, seed):
    draw = random.Random(seed)
    x = [round(draw.gauss(0, 1), 3) for _ in range(n0 + n1)]
    arm = [0] * n0 + [1] * n1
    y = [int(draw.random() < min(0.97, base * (1 + lift * a) * math.exp(slope * v - slope**2 / 2))) for a, v in zip(arm, x)]
    fit = sm.OLS(np.array(y, float), np.column_stack([np.ones(n0 + n1), arm, x])).fit()
    centre = sum(x) / len(x)
    values = [float(fit.params[0] + fit.params[2] * centre), float(fit.params[0] + fit.params[1] + fit.params[2] * centre)]
    total = sum((v - np.mean(side)) ** 2 for side in (y[:n0], y[n0:]) for v in side) / (n0 + n1 - 2)
    remaining = min(1.0, float(fit.ssr / fit.df_resid / total))
    counts = (sum(y[n0:]), n1, sum(y[:n0]), n0)
    z = statistic(counts, values, remaining, "absolute", 0.0)
    c, limits = stats.norm.isf(0.025), {}
    centers = {"absolute": values[1] - values[0], "relative": values[1] / values[0] - 1, "odds-ratio": values[1] * (1 - values[0]) / values[0] / (1 - values[1])}
    for scale, centre in centers.items():
        ends = []
        for target in (c, -c):
            spread = 1e-4
            far = lambda: centre + math.copysign(spread, -target) if scale == "absolute" else (centre + (scale == "relative")) * math.exp(math.copysign(spread * 50, -target)) - (scale == "relative")
            while (statistic(counts, values, remaining, scale, far()) - target) * target < 0:
                spread *= 1.5
            ends.append(optimize.brentq(lambda v: statistic(counts, values, remaining, scale, v) - target, *sorted((centre, far())), xtol=1e-13))
        limits[scale] = ends
    return {
        "name": name, "control": [[a, b] for a, b in zip(y[:n0], x[:n0])], "variant": [[a, b] for a, b in zip(y[n0:], x[n0:])],
        "values": values, "remaining": remaining, "z": z, "p": 2 * stats.norm.sf(abs(z)), "limits": limits,
    }


write(
    __file__, ["numpy", "scipy", "statsmodels"], "statsmodels.OLS, scipy.optimize.minimize_scalar and brentq",
    [
        case("prognostic, even", 150, 150, 0.3, 0.3, 0.5, 1), case("noise, uneven", 500, 60, 0.1, 0.0, 0.0, 2),
        case("prognostic, few events", 40, 400, 0.06, 0.5, 0.8, 5), case("high rates", 120, 180, 0.8, 0.05, 0.15, 4),
    ])
