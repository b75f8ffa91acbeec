"""Adjusted means and their comparison, from explicit matrices of single rows of analysis: no sums, no moments.

Residuals by least squares in each slope group, the joint covariance of all variants term by term, p-values and Fieller limits
from SciPy's t. The adjusted means are checked against least squares with one intercept per cell and centred covariates per
slope group.
"""

import numpy
from scipy import optimize, stats

from pooled_shape import Pivot, ShapedArm

LEVEL = 0.95
SMALLEST_PIVOT = 1e-10
ROWS_PER_COEFFICIENT = 10
SMALLEST_STRATUM = 5


# Layer 1


def merged_strata(arms, strata, count):
    """The stratum of each row after small ones were merged, smallest first."""
    if len(set(strata)) == 1:
        return strata
    members = {s: {s} for s in set(strata)}

    def fewest(group):
        return min(sum(a == arm and s in group for a, s in zip(arms, strata)) for arm in range(count))

    def size(group):
        return sum(s in group for s in strata)

    residual = set().union(*[group for group in members.values() if fewest(group) < SMALLEST_STRATUM])
    alone = sorted((s for s in members if s not in residual), key=lambda s: (size({s}), s))
    while residual and fewest(residual) < SMALLEST_STRATUM and alone:
        residual.add(alone.pop(0))
    return [("merged",) if s in residual else s for s in strata]


def independent(matrix):
    """The columns that pivoting by the largest residual variance keeps, in correlation form."""
    scales = numpy.sqrt(numpy.diag(matrix))
    usable = [i for i in range(len(scales)) if scales[i] > 0]
    rest = {i: 1.0 for i in usable}
    chosen = []
    while rest:
        best = max(rest, key=lambda i: (round(rest[i], 9), -i))
        if rest[best] < SMALLEST_PIVOT:
            break
        chosen.append(best)
        del rest[best]
        c = matrix[numpy.ix_(chosen, chosen)] / numpy.outer(scales[chosen], scales[chosen])
        for i in rest:
            r = matrix[i, chosen] / (scales[i] * scales[chosen])
            rest[i] = 1.0 - r @ numpy.linalg.solve(c, r)
    return sorted(chosen)


class Adjusted:
    """Adjusted means of all arms and the parts of their joint covariance."""

    def __init__(self, arms, strata, w, x, rule, has_shape=True):
        self.count = max(arms) + 1
        arms = numpy.array(arms)
        labels = merged_strata(arms.tolist(), strata, self.count)
        names = sorted(set(labels))
        strata = numpy.array([names.index(s) for s in labels])
        self.strata = len(names)
        self.cells = [(a, s) for a in range(self.count) for s in range(self.strata)]
        rows = {c: numpy.nonzero((arms == c[0]) & (strata == c[1]))[0] for c in self.cells}
        within = numpy.vstack([numpy.zeros_like(x[:1])] * len(x)) if len(x) else x
        for c in self.cells:
            within[rows[c]] = x[rows[c]] - x[rows[c]].mean(axis=0)
        # A column that does not vary leaves rounding behind.
        within[:, [j for j in range(x.shape[1]) if len(set(x[:, j])) == 1]] = 0.0
        # As many rows carry a slope as there are normal ones with a variance as well known, by the kurtosis pooled over the arms.
        shapes = [[(w[arms == a, i], int((arms == a).sum())) for a in range(self.count)] for i in range(w.shape[1])]
        k = max(
            sum(n * (stats.kurtosis(y, fisher=False) if numpy.ptp(y) else 0.0) for y, n in outcome) / sum(n for _, n in outcome)
            for outcome in shapes
        )
        carrying = min(1.0, 2 / max(2.0, k - 1)) if has_shape else 1.0
        rules = ["arm-stratum", "arm", "common"]
        rules = rules[rules.index(rule):]
        while True:
            groups = self.groups(rules[0])
            kept = list(range(x.shape[1]))
            for group in groups:
                block = within[numpy.concatenate([rows[c] for c in group])][:, kept]
                block = numpy.where(numpy.abs(block) < 1e-12 * (1 + numpy.abs(x[:, kept]).max(axis=0, initial=0)), 0.0, block)
                kept = [kept[i] for i in independent(block.T @ block)]
            sizes = [sum(len(rows[c]) for c in group) for group in groups]
            share = 1.0 if rules[0] == "common" else carrying
            if not kept or min(sizes) * share >= ROWS_PER_COEFFICIENT * (len(kept) + 1):
                break
            if len(rules) == 1:
                kept = []
                break
            rules.pop(0)
        x, within = x[:, kept], within[:, kept]
        self.rule, self.k, self.n = rules[0], len(kept), len(arms)
        self.fit(arms, strata, rows, w, x, within, groups)

    def groups(self, rule):
        key = {"arm-stratum": lambda c: c, "arm": lambda c: c[0], "common": lambda c: 0}[rule]
        found = {}
        for c in self.cells:
            found.setdefault(key(c), []).append(c)
        return list(found.values())

    def fit(self, arms, strata, rows, w, x, within, groups):
        k, q, A = self.k, w.shape[1], self.count
        group_of = {c: i for i, group in enumerate(groups) for c in group}
        sizes = [sum(len(rows[c]) for c in group) for group in groups]
        centred = {c: w[rows[c]] - w[rows[c]].mean(axis=0) for c in self.cells}
        slopes, inverses, noises = [], [], []
        for group, size in zip(groups, sizes):
            xs = numpy.vstack([within[rows[c]] for c in group])
            ws = numpy.vstack([centred[c] for c in group])
            slope = numpy.linalg.lstsq(xs, ws, rcond=None)[0] if k else numpy.zeros((0, q))
            residual = ws - xs @ slope
            slopes.append(slope)
            inverses.append(numpy.linalg.inv(xs.T @ xs) if k else numpy.zeros((0, 0)))
            noises.append(residual.T @ residual / max(1, size - len(group) - k))
        self.shares = [numpy.mean(strata == s) for s in range(self.strata)]
        centers = [x[strata == s].mean(axis=0) for s in range(self.strata)]
        distance = {c: x[rows[c]].mean(axis=0) - centers[c[1]] for c in self.cells}
        mean = {c: w[rows[c]].mean(axis=0) - slopes[group_of[c]].T @ distance[c] for c in self.cells}
        self.means = [sum(self.shares[s] * mean[a, s] for s in range(self.strata)) for a in range(A)]
        self.check(arms, strata, rows, w, x, centers, groups)
        # Own parts: variance of the residuals of each cell, with its degrees of freedom.
        self.own, self.sizes = {}, {c: len(rows[c]) for c in self.cells}
        self.raw = [w[arms == a] for a in range(A)]
        self.residuals = {}
        for c in self.cells:
            residual = centred[c] - within[rows[c]] @ slopes[group_of[c]]
            self.residuals[c] = residual
            n = len(rows[c])
            freedom = n - 1 - k * n / sizes[group_of[c]]
            self.own[c] = (self.shares[c[1]] ** 2 * residual.T @ residual / (freedom * n), freedom)
        # Shared parts.
        slack = {
            c: within[rows[c]].T @ (centred[c] - within[rows[c]] @ slopes[group_of[c]]) / (len(rows[c]) - 1)
            for c in self.cells
        }
        self.shared = numpy.zeros((A, A, q, q))
        for a in range(A):
            for b in range(A):
                block = numpy.zeros((q, q))
                for s in range(self.strata):
                    size = int((strata == s).sum())
                    spread = sum(within[rows[i, s]].T @ within[rows[i, s]] for i in range(A)) / (size - A)
                    left, right = slopes[group_of[a, s]], slopes[group_of[b, s]]
                    terms = left.T @ spread @ right + slack[a, s].T @ right + left.T @ slack[b, s]
                    block += self.shares[s] ** 2 / size * terms
                    for t in range(self.strata):
                        if group_of[a, s] == group_of[b, t]:
                            g = group_of[a, s]
                            leverage = distance[a, s] @ inverses[g] @ distance[b, t]
                            block += self.shares[s] * self.shares[t] * leverage * noises[g]
                    if self.strata > 1:
                        block += self.shares[s] / self.n * numpy.outer(mean[a, s] - self.means[a], mean[b, s] - self.means[b])
                self.shared[a, b] = block
        self.limit = self.n - len(self.cells) - k * len(groups)

    def check(self, arms, strata, rows, w, x, centers, groups):
        """The adjusted means again, by least squares on intercepts of cells and centred covariates of slope groups."""
        design = numpy.zeros((self.n, len(self.cells) + self.k * len(groups)))
        for i, c in enumerate(self.cells):
            design[rows[c], i] = 1
        for g, group in enumerate(groups):
            for c in group:
                columns = slice(len(self.cells) + g * self.k, len(self.cells) + (g + 1) * self.k)
                design[rows[c], columns] = x[rows[c]] - centers[c[1]]
        fit = numpy.linalg.lstsq(design, w, rcond=None)[0]
        for a in range(self.count):
            again = sum(self.shares[s] * fit[self.cells.index((a, s))] for s in range(self.strata))
            if not numpy.allclose(again, self.means[a], rtol=1e-10, atol=1e-12):
                raise ArithmeticError("least squares gives other adjusted means")

    def variance(self, a, b, left, right):
        return left @ self.shared[a, b] @ right + (left @ self.own_sum(a) @ right if a == b else 0.0)

    def own_sum(self, a):
        return sum(self.own[a, s][0] for s in range(self.strata))


# Layers 2 and 3


class Comparison:
    """theta1 - r theta0 of two arms, with degrees of freedom by parts."""

    def __init__(self, adjusted, control, variant, of_units=False):
        self.fit, self.arms, self.of_units = adjusted, (control, variant), of_units
        self.theta, self.gradient = [], []
        for a in self.arms:
            m = adjusted.means[a]
            self.theta.append(m[0] if len(m) == 1 else m[0] / m[1])
            self.gradient.append(numpy.array([1.0]) if len(m) == 1 else numpy.array([1.0, -m[0] / m[1]]) / m[1])

    def own(self, i):
        """The variance that the rows of a side make, and its degrees of freedom; units of a ratio are worth those with a denominator."""
        arm, gradient = self.arms[i], self.gradient[i]
        parts = [(gradient @ matrix @ gradient, freedom) for matrix, freedom in (self.fit.own[arm, s] for s in range(self.fit.strata))]
        total = sum(part for part, _ in parts)
        squares = sum(part**2 / freedom for part, freedom in parts)
        freedom = total**2 / squares if squares else 1.0
        raw = self.fit.raw[arm]
        if self.of_units and raw.shape[1] == 2:
            n, worth = len(raw), raw[:, 1].sum() ** 2 / (raw[:, 1] ** 2).sum()
            if 1.5 < worth < n:
                total, freedom = total * worth / (worth - 1) * (n - 1) / n, min(freedom, worth - 1)
        return total, freedom

    def shared(self, r):
        weights = (-r, 1.0)
        return sum(
            weights[i] * weights[j] * (self.gradient[i] @ self.fit.shared[self.arms[i], self.arms[j]] @ self.gradient[j])
            for i in (0, 1)
            for j in (0, 1)
        )

    def variance(self, r):
        return r**2 * self.own(0)[0] + self.own(1)[0] + self.shared(r)

    def freedom(self, r):
        (zero, of_zero), (one, of_one), shared = self.own(0), self.own(1), self.shared(r)
        squares = (r**2 * zero) ** 2 / of_zero + one**2 / of_one + shared**2 / (self.fit.n - self.fit.count)
        return max(1.0, min((r**2 * zero + one + shared) ** 2 / squares, self.fit.limit))

    def influence(self, i):
        """What each unit of a side adds to its value."""
        arm, gradient = self.arms[i], self.gradient[i]
        n = len(self.fit.raw[arm])
        return numpy.concatenate([
            self.fit.shares[s] * n / self.fit.sizes[arm, s] * (self.fit.residuals[arm, s] @ gradient) for s in range(self.fit.strata)
        ])

    @property
    def pivot(self):
        """That of skewed residuals; None of rows that are no units."""
        if not self.of_units:
            return None
        sides = []
        for i in (0, 1):
            variance, freedom = self.own(i)
            sides.append(ShapedArm(self.theta[i], variance, freedom, self.influence(i), self.fit.raw[self.arms[i]]))
        found = Pivot(*sides, shared=self.shared, shared_df=self.fit.n - self.fit.count)
        return found if found.decides else None

    def statistic(self, r):
        return (self.theta[1] - r * self.theta[0]) / numpy.sqrt(self.variance(r))

    def critical(self, r):
        return stats.t.isf((1 - LEVEL) / 2, self.freedom(r))

    def ratio_limits(self):
        """Outward from the estimate to the first ratio that is rejected, on both sides."""
        center = self.theta[1] / self.theta[0]
        unit = numpy.sqrt(self.variance(center)) / abs(self.theta[0])
        limits = []
        for side in (-1, 1):

            def excess(r):
                return abs(self.statistic(r)) - self.critical(r)

            near, step = center, 0.05 * unit
            while excess(near + side * step) < 0:
                near += side * step
                step *= 1.02
                if abs(near - center) > 1e4 * unit:
                    return None
            limits.append(optimize.brentq(excess, *sorted((near, near + side * step)), xtol=1e-15, rtol=1e-14))
        return limits

    def weakness(self):
        alone = self.own(0)[0] + self.gradient[0] @ self.fit.shared[self.arms[0], self.arms[0]] @ self.gradient[0]
        return self.critical(self.theta[1] / self.theta[0]) ** 2 * alone / self.theta[0] ** 2

    def result(self):
        if self.pivot:
            return self.shaped(self.pivot)
        error, freedom, t = numpy.sqrt(self.variance(1)), self.freedom(1), self.statistic(1)
        difference = self.theta[1] - self.theta[0]
        half = self.critical(1) * error
        row = {"valueControl": self.theta[0], "valueVariant": self.theta[1], "estimate": difference, "error": error}
        row |= {"df": freedom, "statistic": t, "p": 2 * stats.t.sf(abs(t), freedom)}
        row |= {"lower": difference - half, "upper": difference + half}
        limits = self.ratio_limits() if self.weakness() < 1 else None
        if limits:
            row["lift"] = difference / abs(self.theta[0])
            row["liftLower"], row["liftUpper"] = (
                (limits[0] - 1, limits[1] - 1) if self.theta[0] > 0 else (1 - limits[1], 1 - limits[0])
            )
        return row

    def shaped(self, pivot):
        difference, tail = self.theta[1] - self.theta[0], (1 - LEVEL) / 2
        at, (low, high), (lift_low, lift_high) = pivot.farthest(1, 0), pivot.interval("absolute", tail), pivot.interval("relative", tail)
        row = {"valueControl": self.theta[0], "valueVariant": self.theta[1], "estimate": difference}
        row |= {"error": numpy.sqrt(self.variance(1)), "df": at["nu"], "statistic": at["h"], "p": pivot.p(1, 0)}
        row |= {"lower": low, "upper": high, "lift": difference / abs(self.theta[0])}
        return row | {"liftLower": lift_low, "liftUpper": lift_high}
