"""Tests that all variants are equal: Pearson (SciPy), Welch's analysis of variance (statsmodels), Wald (NumPy)."""

import numpy as np
from scipy import stats
from statsmodels.stats.oneway import anova_generic

from oracle_table import write

cases = []
for successes, trials in (
    ([40, 55, 61], [1000, 1000, 1000]),
    ([120, 156], [1500, 1480]),
    ([3, 0, 5, 1], [20, 25, 18, 22]),
    ([5000, 5100, 4950, 5205, 5010], [100000, 99800, 100100, 100050, 99990]),
    ([10, 10], [10, 20]),
):
    table = [successes, [n - x for x, n in zip(successes, trials)]]
    statistic, p, df, _ = stats.chi2_contingency(table, correction=False)
    cases.append({"test": "pearson", "successes": successes, "trials": trials, "statistic": statistic, "df": df, "p": p})

for means, variances, counts in (
    ([15.5, 18.5], [38.0, 47.428], [8, 8]),
    ([15.5, 18.5, 17.0], [38.0, 47.4, 12.5], [8, 8, 11]),
    ([1.02, 1.05, 1.01, 1.09], [4.1, 3.9, 40.2, 4.4], [1000, 2000, 500, 1500]),
    ([1e6 + 1, 1e6 + 2, 1e6 + 4], [9.0, 4.0, 25.0], [30, 40, 50]),
    ([2.0, 2.0, 2.0], [1.0, 2.0, 3.0], [10, 10, 10]),
    ([3.0, 1.0, 2.5], [1.0, 0.5, 2.0], [2, 3, 4]),
):
    result = anova_generic(np.array(means), np.array(variances), np.array(counts), use_var="unequal", welch_correction=True)
    case = {"test": "welch-anova", "means": means, "variances": variances, "counts": counts, "statistic": result.statistic}
    cases.append(case | {"df": result.df_num, "df2": result.df_denom, "p": result.pvalue})

for values, covariance, df in (
    ([0.101, 0.110, 0.114], [[1e-5, 0, 0], [0, 2e-5, 0], [0, 0, 1.5e-5]], 1e4),
    ([0.101, 0.110, 0.114], [[1e-5, 0, 0], [0, 2e-5, 0], [0, 0, 1.5e-5]], 31.5),
    ([5.0, 5.4, 4.9, 5.8], [[0.04, 0.01, 0, 0], [0.01, 0.05, 0.02, 0], [0, 0.02, 0.09, -0.01], [0, 0, -0.01, 0.03]], 199.9),
    ([5.0, 5.4, 4.9, 5.8], [[0.04, 0.01, 0, 0], [0.01, 0.05, 0.02, 0], [0, 0.02, 0.09, -0.01], [0, 0, -0.01, 0.03]], 200),
):
    contrast = np.hstack([-np.ones((len(values) - 1, 1)), np.eye(len(values) - 1)])
    d = contrast @ values
    wald = d @ np.linalg.inv(contrast @ np.array(covariance) @ contrast.T) @ d
    case = {"test": "wald", "values": values, "covariance": covariance, "smallestDf": df, "df": len(d)}
    if df < 200:
        case |= {"statistic": wald / len(d), "df2": df, "p": stats.f.sf(wald / len(d), len(d), df)}
    else:
        case |= {"statistic": wald, "p": stats.chi2.sf(wald, len(d))}
    cases.append(case)

write(
    __file__,
    ["numpy", "scipy", "statsmodels"],
    "scipy.stats.chi2_contingency(correction=False); statsmodels anova_generic(use_var='unequal', welch_correction=True); "
    "numpy.linalg.inv with scipy.stats.f and chi2",
    cases,
)
