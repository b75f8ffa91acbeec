"""Ratios of two per-unit totals: delta-method standard errors, difference, Welch-Satterthwaite df, p-values and intervals.

The delta formula is evaluated in mpmath from the rows, with (sum d)^2/sum d^2 units instead of n. Where every denominator is positive, statsmodels gives the same
standard error from the regression of y/sqrt(d) on sqrt(d) through the origin with HC1 (heteroskedasticity-robust) errors.
"""

import random

import numpy
import statsmodels.api
from mpmath import mpf, sqrt

from evidence import absolute_contrast
from fixtures import F1, F2
from oracle_table import write


def arm(rows):
    """R, its variance by the delta method with the units that the denominators are worth, these less one, and the second-order bias."""
    n = len(rows)
    y, d = ([mpf(row[column]) for row in rows] for column in (0, 1))
    mean_d = sum(d) / n
    ratio = sum(y) / sum(d)
    residuals = [(a - ratio * b) / mean_d for a, b in zip(y, d)]
    units = sum(d) ** 2 / sum(b * b for b in d)
    variance = sum(e * e for e in residuals) / n**2 * units / (units - 1)
    cross = sum((a - sum(y) / n) * (b - mean_d) for a, b in zip(y, d))
    square = sum((b - mean_d) ** 2 for b in d)
    bias = -(cross / mean_d**2 - ratio * square / mean_d**2) / (n * (n - 1))
    return ratio, variance, units - 1, bias


def regression_error(rows):
    """The robust standard error of statsmodels; None if a denominator is not positive."""
    y, d = numpy.array([row[0] for row in rows], float), numpy.array([row[1] for row in rows], float)
    if (d <= 0).any():
        return None
    return statsmodels.api.OLS(y / numpy.sqrt(d), numpy.sqrt(d)).fit(cov_type="HC1").bse[0]


def inputs():
    yield "methods F1 y/d", [row[:2] for row in F1["control"]], [row[:2] for row in F1["treatment"]]
    yield "methods F2", F2["control"], F2["treatment"]
    yield "denominator 1", [[3, 1], [5, 1], [4, 1], [9, 1]], [[6, 1], [7, 1], [5, 1], [8, 1], [4, 1]]
    source = random.Random(404)

    def units(n, rate, high, zero=0.0):
        rows = []
        for _ in range(n):
            d = 0 if source.random() < zero else source.randint(1, high)
            rows.append([sum(source.random() < rate for _ in range(d)), d])
        return rows

    yield "clicks per session", units(12, 0.3, 6), units(15, 0.4, 6)
    yield "unequal counts", units(6, 0.2, 10), units(40, 0.25, 10)
    yield "units without sessions", units(20, 0.5, 4, zero=0.4), units(22, 0.55, 4, zero=0.4)
    revenue = [[[round(source.lognormvariate(2, 1) * d, 2), d] for _, d in units(n, 0, 5)] for n in (18, 25)]
    yield "revenue per order", *revenue
    yield "revenue with a mean of 1e6", *[[[round(1e6 * d + a, 2), d] for a, d in rows] for rows in revenue]
    yield "negative numerator", [[-a, d] for a, d in units(14, 0.5, 8)], [[-a, d] for a, d in units(11, 0.4, 8)]
    yield "two units each", [[1, 2], [4, 5]], [[3, 4], [7, 5]]


if __name__ == "__main__":
    cases, worst = [], 0
    for name, control, treatment in inputs():
        (ratio0, variance0, df0, bias0), (ratio1, variance1, df1, bias1) = arm(control), arm(treatment)
        for rows, variance, df in ((control, variance0, df0), (treatment, variance1, df1)):
            peer, n = regression_error(rows), len(rows)
            if peer:
                counted = variance * df / (df + 1) * n / (n - 1)
                worst = max(worst, abs(peer / float(sqrt(counted)) - 1))
        case = {"name": name, "control": control, "treatment": treatment}
        case |= {"ratioControl": ratio0, "ratioTreatment": ratio1}
        case |= {"standardErrorControl": sqrt(variance0), "standardErrorTreatment": sqrt(variance1)}
        case |= {"biasControl": bias0, "biasTreatment": bias1}
        cases.append(case | absolute_contrast(ratio0, variance0, df0, ratio1, variance1, df1))
    print(f"ratio_delta: statsmodels differs by at most {worst:.3g}")
    write(
        __file__,
        ["mpmath", "statsmodels", "numpy"],
        "Var R = sum((y - R d)^2)/(n mean(d))^2 * m/(m-1), m = sum(d)^2/sum(d^2), in mpmath; with n in the place of m compared with "
        "OLS(y/sqrt(d), sqrt(d)).fit(cov_type='HC1').bse where d > 0",
        cases,
    )
