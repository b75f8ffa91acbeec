"""Comparisons whose variance is not that of adjusted means: scores of adjusted proportions, and few clusters.

Restricted likelihoods are maximised by bracketing (`experiment_values.py`), the matrices of few clusters are written out.
"""

import math

import numpy
from scipy import stats

from adjusted_means import Comparison
from experiment_values import Scores

EVENTS_PER_COVARIATE = 10
ENOUGH_CLUSTERS = 100


class AdjustedScores(Scores):
    """The score test with adjusted proportions and what is left of the variance."""

    def __init__(self, successes, trials, values, remaining):
        super().__init__(successes, trials)
        self.adjusted, self.remaining = values, remaining
        self.raw = Scores(successes, trials)

    @property
    def values(self):
        return self.adjusted

    def variance(self, r):
        return self.raw.variance(r) * self.remaining

    def z(self, scale, null):
        z, df = self.raw.z(scale, null)
        (p0, p1), (q0, q1), r, delta = self.raw.values, self.adjusted, *((1.0, null) if scale == "absolute" else (1 + null, 0.0))
        raw, own = p1 - r * p0 - delta, q1 - r * q0 - delta
        # Z without an adjustment gives the restricted standard error.
        return z * own / raw / math.sqrt(self.remaining), df

    def result(self):
        row = {"valueControl": self.values[0], "valueVariant": self.values[1], "estimate": self.estimate("absolute")}
        z, _ = self.z("absolute", 0.0)
        low, high = self.interval("absolute", "two-sided", 0.05)
        row |= {"error": self.error("absolute"), "df": None, "statistic": z, "p": 2 * stats.norm.sf(abs(z)), "lower": low, "upper": high}
        row["lift"] = self.estimate("relative")
        row["liftLower"], row["liftUpper"] = self.interval("relative", "two-sided", 0.05)
        return row


def adjusted_scores(fit, arms, w, control, variant):
    """`fit` has slopes that all variants share."""
    y, arms = w[:, 0], numpy.array(arms)
    total = sum(((y[arms == a] - y[arms == a].mean()) ** 2).sum() for a in range(fit.count)) / (len(y) - fit.count)
    residual = 0.0
    for a, s in fit.cells:
        matrix, freedom = fit.own[a, s]
        n = fit.sizes[a, s]
        residual += matrix[0, 0] * freedom * n / fit.shares[s] ** 2
    remaining = min(1.0, residual / fit.limit / total)
    sides = [(y[arms == a].sum(), (arms == a).sum()) for a in (control, variant)]
    if fit.strata > 1:
        uneven = sum(fit.shares[s] ** 2 / fit.sizes[a, s] for a in (control, variant) for s in range(fit.strata))
        remaining *= uneven / sum(1 / n for _, n in sides)
    values = tuple(float(fit.means[a][0]) for a in (control, variant))
    return AdjustedScores(tuple(int(x) for x, _ in sides), tuple(int(n) for _, n in sides), values, float(remaining))


def effective(sizes):
    return sizes.sum() ** 2 / (sizes**2).sum()


class FewClusters(Comparison):
    """CR2 with the degrees of freedom of Bell and McCaffrey, from the matrices of each variant."""

    def __init__(self, fit, arms, w, control, variant):
        super().__init__(fit, control, variant)
        self.parts, traces = [], []
        for arm in (control, variant):
            y, d = w[numpy.array(arms) == arm].T[:2]
            total = d.sum()
            e = y - y.sum() / total * d
            self.parts.append((e**2 / (1 - d / total)).sum() / total**2)
            k = numpy.diag(1 / numpy.sqrt(total**2 * (1 - d / total)))
            p = k @ (numpy.diag(d) - numpy.outer(d, d) / total) @ k
            traces.append((numpy.trace(p), numpy.trace(p @ p)))
        self.df = sum(t for t, _ in traces) ** 2 / sum(t for _, t in traces)

    def variance(self, r):
        return self.parts[1] + r * r * self.parts[0]

    def freedom(self, r):
        return self.df

    def weakness(self):
        return self.critical(1) ** 2 * self.parts[0] / self.theta[0] ** 2


def comparison(metric, is_clustered, fit, arms, w, control, variant):
    """The one that leads a result."""
    if metric["type"] == "proportion" and not is_clustered:
        return adjusted_scores(fit, arms, w, control, variant)
    if is_clustered and fit.k == 0 and fit.strata == 1:
        smallest = min(effective(w[numpy.array(arms) == a][:, 1]) for a in (control, variant))
        if smallest < ENOUGH_CLUSTERS:
            return FewClusters(fit, arms, w, control, variant)
    return Comparison(fit, control, variant, of_units=not is_clustered)
