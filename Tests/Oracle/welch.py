"""Welch's t-test from means, variances and counts (mpmath; compared with scipy.stats.ttest_ind_from_stats)."""

import math
import random

from mpmath import mpf
from scipy import stats

from evidence import absolute_contrast
from oracle_table import write


def inputs():
    """(name, (n, mean, variance) of control, the same of treatment, null)."""
    yield "methods F1 mean of y", (8, 15.5, 38.0), (8, 18.5, 358 / 7), 0
    yield "two units each", (2, 1.0, 0.5), (2, 3.0, 2.0), 0
    yield "two units each, null 1", (2, 1.0, 0.5), (2, 3.0, 2.0), 1.0
    yield "two against many", (2, 10.0, 4.0), (100000, 12.0, 9.0), 0
    yield "unequal counts and variances", (15, 4.2, 0.01), (900, 4.15, 25.0), 0
    yield "control constant", (40, 5.0, 0.0), (35, 5.6, 2.25), 0
    yield "treatment constant", (40, 5.0, 1.7), (35, 5.0, 0.0), 0
    yield "equal means", (100, 7.0, 3.0), (120, 7.0, 4.0), 0
    yield "tiny variance", (50, 1.0, 1e-18), (60, 1.0000000001, 3e-18), 0
    yield "tiny values", (30, 1e-12, 1e-26), (30, 1.05e-12, 2e-26), 0
    yield "mean 1e9", (5000, 1e9, 1.0), (5000, 1000000000.0625, 1.25), 0
    yield "mean 1e9, null 0.05", (5000, 1e9, 1.0), (5000, 1000000000.0625, 1.25), 0.05
    yield "huge counts", (10**7, 0.25, 0.1875), (10**7, 0.2505, 0.18774975), 0
    yield "counts above the normal limit", (3 * 10**9, 10.0, 400.0), (3 * 10**9, 10.001, 401.0), 0
    yield "far in the tail", (4000, 10.0, 4.0), (4000, 11.5, 4.0), 0
    yield "negative means", (60, -12.5, 9.0), (45, -10.0, 16.0), 0
    yield "variance ratio 1e12", (12, 3.0, 1e-6), (12, 3.5, 1e6), 0
    source = random.Random(20260117)
    for index in range(24):
        n0, n1 = (round(10 ** source.uniform(0.31, 5)) for _ in range(2))
        scale = 10 ** source.uniform(-3, 4)
        mean0 = round(scale * source.uniform(-2, 5), 6)
        variance0, variance1 = (round((scale * source.uniform(0.2, 3)) ** 2, 9) for _ in range(2))
        error = math.sqrt(variance0 / n0 + variance1 / n1)
        mean1 = round(mean0 + error * source.uniform(-4, 4), 9)
        null = round(error * source.uniform(-3, 3), 9) if index % 3 == 0 else 0
        yield f"random {index + 1}", (n0, mean0, variance0), (n1, mean1, variance1), null


cases, worst = [], 0
for name, control, treatment, null in inputs():
    (n0, mean0, variance0), (n1, mean1, variance1) = control, treatment
    contrast = absolute_contrast(mean0, mpf(variance0) / n0, n0 - 1, mean1, mpf(variance1) / n1, n1 - 1, null)
    keys = ("n", "mean", "variance")
    cases.append({"name": name, "control": dict(zip(keys, control)), "treatment": dict(zip(keys, treatment))} | contrast)
    if null == 0:
        peer = stats.ttest_ind_from_stats(mean1, math.sqrt(variance1), n1, mean0, math.sqrt(variance0), n0, equal_var=False)
        for ours, theirs in ((contrast["t"], peer.statistic), (contrast["pTwoSided"], peer.pvalue)):
            if ours:
                worst = max(worst, abs(float(theirs) / float(ours) - 1))
print(f"welch: SciPy differs by at most {worst:.3g}")

write(
    __file__,
    ["mpmath", "scipy"],
    "t = (mean1 - mean0 - null)/sqrt(v1/n1 + v0/n0), Welch-Satterthwaite df, Student t tails in mpmath; "
    "compared with scipy.stats.ttest_ind_from_stats(..., equal_var=False)",
    cases,
)
