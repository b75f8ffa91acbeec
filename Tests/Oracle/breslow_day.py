"""Homogeneity of odds ratios over segments: Pearson's X² of a logistic model with one odds ratio, and its own distribution.

X² is that of `statsmodels.GLM` with an intercept for each segment and one effect of the variant, which is Breslow and Day's
statistic at the maximum-likelihood odds ratio. The exact distribution of X² given the margins, at that odds ratio, comes from
all tables with `scipy.stats.nchypergeom_fisher`, where there are few enough, else from 400,000 draws of numpy; the parametric
bootstrap draws from it.
"""

import itertools

import numpy as np
import statsmodels.api as sm
from scipy import optimize, stats

from oracle_table import write

# Successes and trials of the control, then of the variant, per segment.
D13 = list(zip([1, 2, 0, 1, 1, 0, 0], [76, 58, 69, 69, 72, 56, 49], [34, 64, 27, 45, 28, 49, 64], [1790, 1682, 1567, 1679, 1565, 1449, 1566]))
CASES = {
    "defect D13": D13,
    "two segments": [(30, 100, 45, 110), (25, 90, 20, 95)],
    "large": [(480, 10000, 600, 10100), (900, 9000, 880, 8800), (55, 7000, 93, 7100), (2000, 5000, 2100, 4900)],
    "high rates": [(95, 100, 98, 101), (88, 90, 80, 92), (70, 75, 77, 80)],
    "one variant without successes": [(0, 40, 6, 45), (5, 50, 9, 48), (12, 60, 0, 55)],
    "small and sparse": [(1, 20, 0, 25), (0, 18, 2, 30), (2, 22, 1, 15), (0, 30, 1, 12)],
    "sparse, uneven": [(1, 10, 2, 90), (0, 12, 3, 100), (1, 8, 0, 70)],
    "sparse failures": [(9, 10, 88, 90), (12, 12, 97, 100), (7, 8, 70, 70)],
}


def fit(tables):
    """ψ̂, the expected successes of the variant and X²."""
    rows, counts = [], []
    for k, (x0, n0, x1, n1) in enumerate(tables):
        for arm, (x, n) in enumerate(((x0, n0), (x1, n1))):
            rows.append([float(k == j) for j in range(len(tables))] + [float(arm)])
            counts.append((x, n - x))
    model = sm.GLM(np.array(counts), np.array(rows), family=sm.families.Binomial()).fit(tol=1e-15, maxiter=200)
    return float(np.exp(model.params[-1])), float(model.pearson_chi2)


def exact(tables, psi, observed):
    """P(X² ≥ observed) given the margins, at ψ̂, with the odds ratio fitted again for each table."""
    supports, laws = [], []
    for x0, n0, x1, n1 in tables:
        t = x0 + x1
        supports.append(range(max(0, t - n0), min(n1, t) + 1))
        laws.append(stats.nchypergeom_fisher(n0 + n1, n1, t, psi))
    total = 0.0
    for counts in itertools.product(*supports):
        mass = float(np.prod([law.pmf(a) for law, a in zip(laws, counts)]))
        if mass < 1e-14:
            continue
        if sum(counts) in (sum(s[0] for s in supports), sum(s[-1] for s in supports)):
            x2 = 0.0
        else:
            x2 = fit([(x0 + x1 - a, n0, a, n1) for (x0, n0, x1, n1), a in zip(tables, counts)])[1]
        total += mass * (x2 >= observed * (1 - 1e-9))
    return total


def drawn(tables, psi, observed):
    """The same from random tables; a fit depends on the sum alone."""
    x0, n0, x1, n1 = np.array(tables, float).T
    t, stream, fits, hits = x0 + x1, np.random.default_rng(3), {}, 0

    def expected(psi):
        b = (n1 + t) * psi + n0 - t
        return 2 * n1 * t * psi / (b + np.sqrt(b * b - 4 * (psi - 1) * n1 * t * psi))

    columns = []
    for a, b, c in zip(n0, n1, t):
        support = np.arange(max(0, c - a), min(b, c) + 1)
        mass = stats.nchypergeom_fisher(int(a + b), int(b), int(c), psi).pmf(support)
        columns.append(stream.choice(support, size=400_000, p=mass / mass.sum()))
    for counts in np.array(columns).T:
        total = counts.sum()
        if total in (np.maximum(0, t - n0).sum(), np.minimum(n1, t).sum()):
            continue
        if total not in fits:
            e = expected(np.exp(optimize.brentq(lambda log: expected(np.exp(log)).sum() - total, -30, 30)))
            fits[total] = e, 1 / e + 1 / (n1 - e) + 1 / (t - e) + 1 / (n0 - t + e)
        e, information = fits[total]
        hits += ((counts - e) ** 2 * information).sum() >= observed * (1 - 1e-9)
    return hits / 400_000


cases = []
for name, tables in CASES.items():
    psi, x2 = fit(tables)
    df = len(tables) - 1
    size = float(np.prod([min(n1, x0 + x1, n0, n0 - x0 + n1 - x1) + 1 for x0, n0, x1, n1 in tables]))
    cases.append({
        "name": name, "tables": tables, "oddsRatio": psi, "statistic": x2, "chiSquared": stats.chi2.sf(x2, df),
        "exact": exact(tables, psi, x2) if size < 3000 else drawn(tables, psi, x2) if name == "defect D13" else None,
    })

write(
    __file__, ["numpy", "scipy", "statsmodels"],
    "statsmodels.GLM(family=Binomial()).fit().pearson_chi2, scipy.stats.chi2.sf, scipy.stats.nchypergeom_fisher", cases)
