"""Adjusted means and their comparison, from explicit matrices of single rows of analysis: no sums, no moments.

Residuals by least squares in each slope group, the joint covariance of all variants term by term, p-values and Fieller limits
from SciPy's t. The adjusted means are checked against least squares with one intercept per cell and centred covariates per
slope group.
"""

import numpy
from scipy import optimize, stats

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

    def __init__(self, arms, strata, w, x, rule):
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
            if not kept or min(sizes) >= ROWS_PER_COEFFICIENT * (len(kept) + 1):
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
        for c in self.cells:
            residual = centred[c] - within[rows[c]] @ slopes[group_of[c]]
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

    def __init__(self, adjusted, control, variant):
        self.fit, self.arms = adjusted, (control, variant)
        self.theta, self.gradient = [], []
        for a in self.arms:
            m = adjusted.means[a]
            self.theta.append(m[0] if len(m) == 1 else m[0] / m[1])
            self.gradient.append(numpy.array([1.0]) if len(m) == 1 else numpy.array([1.0, -m[0] / m[1]]) / m[1])

    def variance(self, r):
        weights = (-r, 1.0)
        return sum(
            weights[i] * weights[j] * self.fit.variance(self.arms[i], self.arms[j], self.gradient[i], self.gradient[j])
            for i in (0, 1)
            for j in (0, 1)
        )

    def freedom(self, r):
        total = rest = self.variance(r)
        sum_of_squares = 0.0
        for weight, arm, gradient in zip((-r, 1.0), self.arms, self.gradient):
            for s in range(self.fit.strata):
                matrix, freedom = self.fit.own[arm, s]
                part = weight**2 * gradient @ matrix @ gradient
                rest -= part
                sum_of_squares += part**2 / freedom
        sum_of_squares += rest**2 / (self.fit.n - self.fit.count)
        return max(1.0, min(total**2 / sum_of_squares, self.fit.limit))

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
        return self.critical(self.theta[1] / self.theta[0]) ** 2 * self.fit.variance(
            self.arms[0], self.arms[0], self.gradient[0], self.gradient[0]
        ) / self.theta[0] ** 2

    def result(self):
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
