"""Two Poisson counts given their sum, and Clopper-Pearson intervals: SciPy's binomial tails and their roots."""

from scipy import stats
from scipy.optimize import brentq
from statsmodels.stats.proportion import proportion_confint

from oracle_table import write

LEVELS = [0.8, 0.95, 0.999]
# Events and exposure of the variant, then of the control.
COUNTS = [(14, 1000, 4, 1000), (4, 1000, 14, 1000), (0, 1000, 4, 1000), (4, 1000, 0, 1000), (0, 5, 0, 7), (1, 1, 0, 1), (1, 2.5, 1, 4)]
COUNTS += [(10, 100, 10, 100), (3, 17.25, 12, 40.5), (60, 51477.5, 30, 54308.7), (2, 1e6, 7, 10), (7, 10, 2, 1e6), (5, 1e-3, 6, 2e-3)]
COUNTS += [(480, 9000, 430, 9100), (12000, 3e5, 11800, 3e5), (49000, 1, 51000, 1), (3, 1, 60000, 20000), (150, 1, 0, 1), (0, 1, 150, 1)]
RATIOS = [1, 0.5, 2.2]
ONE = [(0, 1), (1, 1), (0, 50), (50, 50), (1, 2), (3, 10), (156, 1480), (81, 263), (5, 90000), (44999, 90000), (89990, 90000)]


def tails(x, n, p, mid):
    """P(X ≥ x) and P(X ≤ x), with half of P(X = x) for mid-p."""
    half = 0.5 * stats.binom.pmf(x, n, p) if mid else 0
    return stats.binom.sf(x - 1, n, p) - half, stats.binom.cdf(x, n, p) - half


def share_limits(x, n, level, mid):
    tail = (1 - level) / 2
    ends = []
    for side, open_end, edge in ((0, 0.0, 0), (1, 1.0, n)):
        if x == edge:
            ends.append(open_end)
        else:
            ends.append(brentq(lambda p: tails(x, n, p, mid)[side] - tail, 0, 1, xtol=1e-300, rtol=1e-15, maxiter=1000))
    return ends


def rate_limits(x1, e1, x0, e0, level, mid):
    """Where the control has fewer events its share is solved for, since a share near 1 has few digits."""
    if x1 > x0:
        lower, upper = rate_limits(x0, e0, x1, e1, level, mid)
        return 1 / upper, 1 / lower if lower else float("inf")
    low, high = share_limits(x1, x1 + x0, level, mid)
    return low / (1 - low) * e0 / e1, high / (1 - high) * e0 / e1 if high < 1 else float("inf")


cases, worst = [], 0
for x1, e1, x0, e0 in COUNTS:
    names = {"x1": x1, "e1": e1, "x0": x0, "e0": e0}
    for mid in (False, True):
        for ratio in RATIOS:
            # The probability of the rarer share, for its digits.
            odds = ratio * e1 / e0
            if odds <= 1:
                greater, less = tails(x1, x1 + x0, odds / (1 + odds), mid)
            else:
                less, greater = tails(x0, x1 + x0, 1 / (1 + odds), mid)
            both = min(1.0, 2 * min(greater, less))
            case = {"kind": "test", "ratio": ratio, "mid": mid, "greater": greater, "less": less, "twoSided": both}
            cases.append(names | case)
        for level in LEVELS:
            lower, upper = rate_limits(x1, e1, x0, e0, level, mid)
            cases.append(names | {"kind": "rateRatio", "level": level, "mid": mid, "lower": lower, "upper": upper})
for x, n in ONE:
    for level in LEVELS:
        lower, upper = share_limits(x, n, level, False)
        peer = proportion_confint(x, n, alpha=1 - level, method="beta")
        worst = max(worst, abs(lower / peer[0] - 1) if lower else peer[0], abs(upper / peer[1] - 1))
        cases.append({"kind": "share", "x1": x, "n": n, "level": level, "mid": False, "lower": lower, "upper": upper})
        lower, upper = share_limits(x, n, level, True)
        cases.append({"kind": "share", "x1": x, "n": n, "level": level, "mid": True, "lower": lower, "upper": upper})
print(f"conditional_poisson: Clopper-Pearson: statsmodels differs by at most {worst:.2g}")

write(
    __file__,
    ["scipy", "statsmodels"],
    "scipy.stats.binom.sf/cdf/pmf and scipy.optimize.brentq; compared with "
    "statsmodels.stats.proportion.proportion_confint(x, n, 1 - level, 'beta')",
    cases,
)
