"""Ratios of totals of days that stand against each other: numpy on the rows, t of scipy, Fieller by its quadratic."""

import numpy as np
from scipy import stats

from oracle_table import write

draw = np.random.default_rng(6)


def case(name, successes, trials):
    """Both of shape (variants, days)."""
    total = trials.sum(axis=1)
    ratio = successes.sum(axis=1) / total
    errors = (successes - ratio[:, None] * trials) / (total[:, None] * np.sqrt(1 - trials / total[:, None]))
    covariance = errors @ errors.T
    difference = ratio[1] - ratio[0]
    se = np.sqrt(((errors[1] - errors[0]) ** 2).sum())
    share = (trials / total[:, None]).mean(axis=0)
    df = min(trials.shape[1] - 1, (share**2).sum() ** 2 / (share**4).sum())
    c = stats.t.ppf(0.975, df)
    a = ratio[0] ** 2 - c**2 * covariance[0, 0]
    b = -2 * (ratio[0] * ratio[1] - c**2 * covariance[0, 1])
    limits = sorted(np.roots([a, b, ratio[1] ** 2 - c**2 * covariance[1, 1]]).real)
    return {
        "name": name, "successes": successes.tolist(), "trials": trials.tolist(), "difference": difference, "se": se,
        "df": df, "p": 2 * stats.t.sf(abs(difference) / se, df), "lower": difference - c * se,
        "upper": difference + c * se, "lift": difference / ratio[0], "liftLower": limits[0] - 1, "liftUpper": limits[1] - 1,
    }


def days(count, size, rate, shared, own, lift=0.0, equal=False):
    trials = np.full((2, count), size) if equal else draw.poisson(size, (2, count)) + 1
    log_rate = np.log(rate) + shared * draw.normal(size=count) + own * draw.normal(size=(2, count))
    log_rate[1] += np.log1p(lift)
    return draw.binomial(trials, np.minimum(0.9, np.exp(log_rate))), trials


cases = [
    case("eight days", *days(8, 2000, 0.05, 0.2, 0.05)),
    case("thirty days that scatter", *days(30, 1000, 0.1, 0.4, 0.02, 0.05)),
    case("three days", *days(3, 500, 0.2, 0.1, 0.1, 0.3)),
    case("days of very different size", *[x * np.array([1]) for x in days(12, 300, 0.1, 0.1, 0.0, 0.2)]),
    case("weekends", *days(14, np.where(np.arange(14) % 7 < 2, 1500, 300), 0.1, 0.2, 0.1, 0.2)),
    case("equal days", successes := (even := days(10, 400, 0.2, 0.2, 0.05, 0.1, equal=True))[0], even[1]),
]
# With as many trials on every day it is the paired t-test of the rates.
peer = stats.ttest_rel(successes[1], successes[0])
if abs(peer.pvalue - cases[-1]["p"]) > 1e-12:
    raise ValueError(f"scipy.stats.ttest_rel gives {peer}")
write(__file__, ["numpy", "scipy"], "numpy on the rows; scipy.stats.t; scipy.stats.ttest_rel where days are equal", cases)
