"""The bootstrap-t of pooled rows of fixture F3 (Methods/bootstrap): intervals and p-values of several nulls, by numpy on the rows."""

import numpy as np
from scipy import optimize

from fixture_three import pooled_weights, resampled, rows
from oracle_table import write

TAILS = [0.025, 0.05, 0.01]


class Arm:
    """Value, variance and standardized influence values of an arm; a ratio has the units that its denominators are worth."""

    def __init__(self, v, kind):
        n, mean = len(v), v.mean(axis=0)
        if kind == "mean":
            self.theta, psi, units = mean[0], v[:, 0] - mean[0], n
        else:
            self.theta = mean[0] / mean[1]
            psi, units = (v[:, 0] - self.theta * v[:, 1]) / mean[1], v[:, 1].sum() ** 2 / (v[:, 1] ** 2).sum()
        square = (psi**2).mean()
        self.n, self.variance, self.x = n, square / n * units / (units - 1), psi / np.sqrt(square)


class Bootstrap:
    def __init__(self, kind, size, seed, count):
        cells = [rows("c", 1.0), rows("t", 1.1)[:size]]
        self.zero, self.one = (Arm(v, kind) for v in cells)
        keys = [f"c-{i + 1}" for i in range(200)] + [f"t-{i + 1}" for i in range(size)]
        means = [arm.n / len(keys) for arm in (self.zero, self.one)]
        weights = pooled_weights(seed, keys, means, count)
        x = np.concatenate([self.zero.x, self.one.x])
        self.first = [int(w[:, 0].sum()) for w in weights]
        (self.m0, self.v0), (self.m1, self.v1) = (resampled(x, w) for w in weights)

    def z(self, r, delta):
        return (self.one.theta - r * self.zero.theta - delta) / np.sqrt(self.one.variance + r * r * self.zero.variance)

    def ratio(self, r, delta):
        """The null ratio of the means, three rounds."""
        if delta == 0:
            return r
        w0, w1, rho = self.zero.n, self.one.n, r
        for _ in range(3):
            mu0 = (w0 * self.zero.theta + w1 * (self.one.theta - delta) / r) / (w0 + w1)
            mu1 = r * mu0 + delta
            rho = r / 6 if mu1 <= 0 else 6 * r if mu0 <= 0 else min(max(mu1 / mu0, r / 6), 6 * r)
            w1 = self.one.n * r * r / rho**2
        return rho

    def t(self, r, delta):
        rho = self.ratio(r, delta)
        return (rho * self.m1 - r * self.m0) / np.sqrt(rho**2 * self.v1 + r * r * self.v0)

    def p(self, r, delta):
        t, z = self.t(r, delta), self.z(r, delta)
        above, below = (1 + (t >= z).sum()) / (len(t) + 1), (1 + (t <= z).sum()) / (len(t) + 1)
        return {"statistic": z, "twoSided": min(1, 2 * min(above, below)), "greater": above, "less": below}

    def interval(self, scale, tail):
        """Where the statistic meets the order statistic that rejects, by bisection."""
        null = (lambda x: (1, x)) if scale == "absolute" else (lambda x: (1 + x, 0))
        center = self.one.theta - self.zero.theta if scale == "absolute" else self.one.theta / self.zero.theta - 1
        count = len(self.m0)
        most = int((count + 1) * tail + 1e-9)

        def end(side):
            def excess(x):
                t = np.sort(self.t(*null(x)))
                return (self.z(*null(x)) - t[count - most]) if side < 0 else (t[most - 1] - self.z(*null(x)))

            step = 0.001 * abs(center)
            while excess(center + side * step) < 0:
                step *= 1.01
            return optimize.brentq(excess, *sorted((center + side * step / 1.01, center + side * step)), xtol=1e-13)

        return [end(-1), end(1)]


cases = []
for size, seed, count in ((200, 42, 999), (40, 3, 499)):
    for kind in ("mean", "ratio"):
        bootstrap = Bootstrap(kind, size, seed, count)
        for scale in ("absolute", "relative"):
            cases.append({
                "name": f"F3 {kind} {scale}", "kind": kind, "scale": scale, "size": size, "seed": seed, "count": count,
                "firstWeights": bootstrap.first,
                "intervals": [{"tail": tail, "limits": bootstrap.interval(scale, tail)} for tail in TAILS],
                "tests": [
                    {"null": null} | bootstrap.p(*((1, null) if scale == "absolute" else (1 + null, 0)))
                    for null in (0, 0.03, -0.05, 0.2)
                ],
            })
write(__file__, ["numpy", "scipy", "mpmath"], "numpy on the rows, weights by exact integers; Brent's root of the order statistic", cases)
