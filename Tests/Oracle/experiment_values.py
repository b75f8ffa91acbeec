"""What a comparison of variants must say, from the rows: every p-value from one Z(r, delta), every interval its inversion.

Nothing is taken from sums or closed forms that a program would use: restricted maxima, Fieller limits and limits of scores are
found by bracketing, degrees of freedom are Satterthwaite's of the parts.
"""

import math

import numpy
from scipy import optimize, stats

import pooled_shape

INFINITY = math.inf


def upper_tail(z, df):
    return float(stats.norm.sf(z) if math.isinf(df) else stats.t.sf(z, df))


def critical_value(tail, df):
    return float(stats.norm.isf(tail) if math.isinf(df) else stats.t.isf(tail, df))


def p_value(z, df, alternative):
    if alternative == "two-sided":
        return min(1.0, 2 * upper_tail(abs(z), df))
    return upper_tail(z if alternative == "greater" else -z, df)


class Arm:
    """A value with its variance, known with some degrees of freedom."""

    def __init__(self, value, variance, df, n):
        self.value, self.variance, self.df, self.n = float(value), float(variance), float(df), int(n)


class UnitArm(Arm):
    """An arm of units, whose shape is known."""

    def __init__(self, *columns):
        self.shape = pooled_shape.Arm(*columns)
        super().__init__(self.shape.value, self.shape.variance, self.shape.df, self.shape.n)


def mean_arm(values):
    return UnitArm(values)


def ratio_arm(numerators, denominators):
    """By the delta method with the units that the denominators are worth."""
    return UnitArm(numerators, denominators)


def cluster_arm(totals, sizes):
    """By the delta method on clusters, each of which counts: the mean of (y - R d)/mean(d), around R."""
    y, d = numpy.asarray(totals, dtype=float), numpy.asarray(sizes, dtype=float)
    ratio = numpy.sum(y) / numpy.sum(d)
    line = (y - ratio * d) / numpy.mean(d)
    return Arm(ratio, numpy.var(line, ddof=1) / len(line), len(line) - 1, len(line))


class Contrast:
    """Weighted sums of independent arms against each other; a pair is the simplest."""

    odds = False
    lowest = {"absolute": -INFINITY, "relative": -INFINITY, "odds-ratio": 0.0}

    def __init__(self, zero, one):
        """Lists of (weight, arm)."""
        self.zero, self.one = zero, one

    @property
    def values(self):
        return tuple(sum(w * arm.value for w, arm in side) for side in (self.zero, self.one))

    @property
    def counts(self):
        return tuple(sum(arm.n for _, arm in side) for side in (self.zero, self.one))

    def variance(self, r):
        return sum(w * w * a.variance for w, a in self.one) + r * r * sum(w * w * a.variance for w, a in self.zero)

    def df(self, r):
        parts = [(w * w * a.variance, a.df) for w, a in self.one] + [(r * r * w * w * a.variance, a.df) for w, a in self.zero]
        return sum(v for v, _ in parts) ** 2 / sum(v * v / df for v, df in parts)

    def z(self, scale, null):
        """Z and its degrees of freedom at a null value of a scale."""
        zero, one = self.values
        r, delta = (1.0, null) if scale == "absolute" else (1 + null if zero > 0 else 1 - null, 0.0)
        return (one - r * zero - delta) / math.sqrt(self.variance(r)), self.df(r)

    def estimate(self, scale):
        zero, one = self.values
        if scale == "odds-ratio":
            return one / (1 - one) / (zero / (1 - zero))
        return one - zero if scale == "absolute" else (one - zero) / abs(zero)

    def error(self, scale):
        zero, one = self.values
        if scale == "odds-ratio":
            zeros, ones = zip(self.successes, self.trials)
            return self.estimate(scale) * math.sqrt(sum(1 / x + 1 / (n - x) for x, n in (zeros, ones)))
        return math.sqrt(self.variance(1)) if scale == "absolute" else math.sqrt(self.variance(one / zero)) / abs(zero)

    def limit(self, scale, tail, side):
        """The null value on a side of the estimate at which |Z| reaches the critical value of its own degrees of freedom."""
        def excess(null):
            z, df = self.z(scale, null)
            return abs(z) - critical_value(tail, df)

        start = self.estimate(scale)
        if scale == "odds-ratio":
            step = 1.01 ** side
            inside, outside = start, start * step
            while excess(outside) < 0:
                inside, outside = outside, outside * step
        else:
            step = self.error(scale) * side / 16
            inside, outside = start, start + step
            while excess(outside) < 0:
                inside, outside = outside, outside + step
        return float(optimize.brentq(excess, min(inside, outside), max(inside, outside), xtol=1e-15, rtol=1e-13, maxiter=500))

    def interval(self, scale, alternative, alpha):
        tail = alpha / 2 if alternative == "two-sided" else alpha
        low = self.lowest[scale] if alternative == "less" else self.limit(scale, tail, -1)
        high = INFINITY if alternative == "greater" else self.limit(scale, tail, 1)
        return low, high


class Shaped(Contrast):
    """Two arms of skewed units: the pivot with the shape of both."""

    def __init__(self, zero, one, pivot):
        super().__init__([(1.0, zero)], [(1.0, one)])
        self.pivot = pivot
        if pivot.is_positive:
            self.lowest = self.lowest | {"relative": -1.0}

    def z(self, scale, null):
        zero = self.values[0]
        null = (1.0, null) if scale == "absolute" else (1 + null if zero > 0 else 1 - null, 0.0)
        at = self.pivot.farthest(*null, scale)
        return float(at["h"]), float(at["nu"])

    def limit(self, scale, tail, side):
        return float(self.pivot.interval(scale, tail)[side > 0])


def pair(zero, one):
    if isinstance(zero, UnitArm) and isinstance(one, UnitArm):
        pivot = pooled_shape.Pivot(zero.shape, one.shape)
        if pivot.decides:
            return Shaped(zero, one, pivot)
    return Contrast([(1.0, zero)], [(1.0, one)])


class Scores(Contrast):
    """Successes of trials: Miettinen and Nurminen, the restricted maximum found as the root of the likelihood's slope."""

    lowest = {"absolute": -1.0, "relative": -1.0, "odds-ratio": 0.0}

    def __init__(self, successes, trials):
        """Control first."""
        self.successes, self.trials = successes, trials

    @property
    def values(self):
        return tuple(x / n for x, n in zip(self.successes, self.trials))

    @property
    def counts(self):
        return self.trials

    def variance(self, r):
        """Unrestricted: the printed standard error."""
        (p0, p1), (n0, n1) = self.values, self.trials
        return p1 * (1 - p1) / n1 + r * r * p0 * (1 - p0) / n0

    def z(self, scale, null):
        (x0, x1), (n0, n1) = self.successes, self.trials
        if scale == "odds-ratio":
            shift = math.log(null)
            expit = lambda v: 1 / (1 + math.exp(-v))
            eta = optimize.brentq(lambda v: x0 + x1 - n1 * expit(v + shift) - n0 * expit(v), -50, 50, xtol=1e-15)
            p0, p1 = expit(eta), expit(eta + shift)
            weight = 1 / (n1 * p1 * (1 - p1)) + 1 / (n0 * p0 * (1 - p0))
            return (x1 - n1 * p1) * math.sqrt(weight * (1 - 1 / (n0 + n1))), INFINITY
        r, delta = (1.0, null) if scale == "absolute" else (1 + null, 0.0)

        def slope(p):
            q = r * p + delta
            one = (x1 / q if x1 else 0) - ((n1 - x1) / (1 - q) if n1 > x1 else 0)
            return r * one + (x0 / p if x0 else 0) - ((n0 - x0) / (1 - p) if n0 > x0 else 0)

        low, high = max(0.0, -delta / r), min(1.0, (1 - delta) / r)
        edge = 1e-13 * (high - low)
        if slope(low + edge) <= 0:
            p0 = low
        elif slope(high - edge) >= 0:
            p0 = high
        else:
            p0 = optimize.brentq(slope, low + edge, high - edge, xtol=1e-17, rtol=1e-15, maxiter=500)
        p1 = r * p0 + delta
        variance = (p1 * (1 - p1) / n1 + r * r * p0 * (1 - p0) / n0) * (n0 + n1) / (n0 + n1 - 1)
        return (x1 / n1 - r * x0 / n0 - delta) / math.sqrt(variance), INFINITY


def score_pair(zero, one):
    return Scores((int(sum(zero)), int(sum(one))), (len(zero), len(one)))


class Quantiles(Contrast):
    """Two quantiles with the standard errors below and above that Woodruff's limits imply."""

    def __init__(self, zero, one, level):
        c = float(stats.norm.isf(0.025))
        self.sides = []
        for values in (zero, one):
            values, n = numpy.sort(numpy.asarray(values, dtype=float)), len(values)
            read = lambda p: float(values[min(max(math.ceil(p * n - 1e-9), 1), n) - 1])
            q = read(level)
            share = float(numpy.mean(values <= q))
            error = math.sqrt(share * (1 - share) / (n - 1))
            self.sides.append((q, (q - read(level - c * error)) / c, (read(level + c * error) - q) / c, n))

    @property
    def values(self):
        return tuple(side[0] for side in self.sides)

    @property
    def counts(self):
        return tuple(side[3] for side in self.sides)

    def variance(self, r):
        """Of the mean of both standard errors: the printed one."""
        (_, below0, above0, _), (_, below1, above1, _) = self.sides
        return ((below1 + above1) / 2) ** 2 + (r * (below0 + above0) / 2) ** 2

    def z(self, scale, null):
        (q0, below0, above0, _), (q1, below1, above1, _) = self.sides
        r, delta = (1.0, null) if scale == "absolute" else (1 + null, 0.0)
        top = q1 - r * q0 - delta
        a, b = (below1, above0) if top > 0 else (above1, below0)
        return top / math.hypot(a, r * b), INFINITY


def two_one_sided(contrast, scale, lower, upper):
    """Two one-sided tests: the one farther from rejecting."""
    above, below = contrast.z(scale, lower), contrast.z(scale, upper)
    ps = p_value(*above, "greater"), p_value(*below, "less")
    return (above, ps[0]) if ps[0] >= ps[1] else (below, ps[1])


# Rows of results


NEUTRAL = {"absolute": 0.0, "relative": 0.0, "odds-ratio": 1.0}


def row(contrast, scale, null, alternative, alpha, level=None):
    """The columns of a result row that tests one null value."""
    z, df = contrast.z(scale, null)
    low, high = contrast.interval(scale, alternative, alpha if level is None else 1 - level)
    return {
        "n_control": contrast.counts[0], "n_variant": contrast.counts[1],
        "value_control": contrast.values[0], "value_variant": contrast.values[1],
        "estimate": contrast.estimate(scale), "std_error": contrast.error(scale), "null_value": null,
        "statistic": z, "df": None if math.isinf(df) else df, "p_value": p_value(z, df, alternative),
        "ci_low": low, "ci_high": high, "alpha": alpha, "level": 1 - alpha if level is None else level,
    }


def equivalence_row(contrast, scale, size, alpha):
    (z, df), p = two_one_sided(contrast, scale, -size, size)
    found = row(contrast, scale, 0.0, "two-sided", 2 * alpha)
    return found | {
        "null_value": size, "statistic": z, "df": None if math.isinf(df) else df, "p_value": p, "alpha": alpha,
        "level": 1 - 2 * alpha,
    }
