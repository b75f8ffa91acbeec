"""Counts, rates, logarithms, thresholds and caps of generated rows, by NumPy and SciPy on the rows themselves."""

import math

import numpy
from scipy import stats

from generated_rows import RECIPES, rows
from oracle_table import write

F3 = (("F3 control", 7, "c-", 200), ("F3 treatment", 7, "t-", 200))
COUNTS = (("counts", 14, "a", 90), ("counts", 14, "b", 140))


def arms(pair):
    return [numpy.array(rows(*arm), dtype=float) for arm in pair]


def mean(zero, one):
    """Welch's t-test."""
    found = {"control": numpy.mean(zero), "treatment": numpy.mean(one), "difference": numpy.mean(one) - numpy.mean(zero)}
    found["standardError"] = math.sqrt(numpy.var(zero, ddof=1) / len(zero) + numpy.var(one, ddof=1) / len(one))
    test = stats.ttest_ind(one, zero, equal_var=False)
    low, high = test.confidence_interval(0.95)
    return found | {"df": test.df, "p": test.pvalue, "lower": low, "upper": high}


def ratio(zero, one):
    """The delta method: Welch's t-test of (y - R d)/mean(d), whose means are zero, around the difference of the ratios."""
    values = [numpy.sum(arm[0]) / numpy.sum(arm[1]) for arm in (zero, one)]
    lines = [(arm[0] - value * arm[1]) / numpy.mean(arm[1]) for arm, value in zip((zero, one), values)]
    found = mean(*lines)
    shift = values[1] - values[0]
    error, df = found["standardError"], found["df"]
    return found | {
        "control": values[0], "treatment": values[1], "difference": shift, "p": 2 * stats.t.sf(abs(shift) / error, df),
        "lower": shift - stats.t.isf(0.025, df) * error, "upper": shift + stats.t.isf(0.025, df) * error,
    }


def case(name, pair, found, **more):
    keys = ("recipe", "seed", "keyPrefix", "n")
    return {"name": name, "arms": [dict(zip(keys, arm)) for arm in pair]} | found | more


def cut(pair, cap, divide=False):
    """What a cap makes of the first column: the capped, excess and raw comparison, and what it removed per arm."""
    ys = [arm[:, 0] for arm in arms(pair)]
    ds = [arm[:, 1] for arm in arms(pair)]
    compare = (lambda parts: ratio(*zip(parts, ds))) if divide else (lambda parts: mean(*parts))
    capped, excess = [numpy.minimum(y, cap) for y in ys], [numpy.maximum(y - cap, 0) for y in ys]
    return compare(capped) | {
        "cap": cap, "excess": compare(excess), "raw": compare(ys),
        "above": [int(numpy.sum(y > cap)) for y in ys],
        "removed": [numpy.sum(part) / numpy.sum(y) for part, y in zip(excess, ys)],
    }


def quantile(pair, p, nonzero=False):
    """Type 1: the least value that at least the share p of the values does not exceed; of all arms together."""
    values = numpy.sort(numpy.concatenate([arm[:, 0] for arm in arms(pair)]))
    values = values[values != 0] if nonzero else values
    return numpy.quantile(values, p, method="inverted_cdf")


f3, counts = arms(F3), arms(COUNTS)
cases = [
    case("count", COUNTS, mean(*(arm[:, 0] for arm in counts)),
         dispersion=[numpy.var(arm[:, 0], ddof=1) / numpy.mean(arm[:, 0]) for arm in counts]),
    case("rate", COUNTS, ratio(*((arm[:, 0], arm[:, 1]) for arm in counts))),
    case("logarithm", F3, mean(*(numpy.log(arm[:, 0]) for arm in f3))),
    case("above 20", F3, {"successes": [int(numpy.sum(arm[:, 0] > 20)) for arm in f3]}),
    case("below 5", F3, {"successes": [int(numpy.sum(arm[:, 0] < 5)) for arm in f3]}),
    case("cap at 30", F3, cut(F3, 30.0)),
    case("cap at 5 of counts", COUNTS, cut(COUNTS, 5.0)),
    case("cap of a ratio", F3, cut(F3, 30.0, divide=True)),
    case("cap at the 0.99 quantile", F3, cut(F3, quantile(F3, 0.99))),
    case("cap of a ratio at the 0.99 quantile", F3, cut(F3, quantile(F3, 0.99), divide=True)),
    case("cap at the 0.95 quantile of counts", COUNTS, cut(COUNTS, quantile(COUNTS, 0.95))),
    case("cap at the 0.95 quantile of counts above zero", COUNTS, cut(COUNTS, quantile(COUNTS, 0.95, nonzero=True))),
]

write(
    __file__,
    ["numpy", "scipy"],
    "rows as in recipes, the first column is y and the second d; scipy.stats.ttest_ind(equal_var=False) of the rows, of "
    "(y - R d)/mean(d) for ratios; numpy.quantile(method='inverted_cdf') for caps",
    cases,
    recipes=RECIPES,
)
