"""Counts, rates, logarithms, thresholds and caps of generated rows, by NumPy and SciPy on the rows themselves."""

import math

import numpy
from scipy import stats

import pooled_shape
from generated_rows import RECIPES, rows
from oracle_table import write

F3 = (("F3 control", 7, "c-", 200), ("F3 treatment", 7, "t-", 200))
COUNTS = (("counts", 14, "a", 90), ("counts", 14, "b", 140))


def arms(pair):
    return [numpy.array(rows(*arm), dtype=float) for arm in pair]


def compared(zero, one):
    return {"control": zero.value, "treatment": one.value} | pooled_shape.comparison(zero, one)


def mean(zero, one):
    """Welch's t-test, or the pivot of skewed data; Welch's by scipy as well."""
    found = compared(pooled_shape.Arm(zero), pooled_shape.Arm(one))
    peer = stats.ttest_ind(one, zero, equal_var=False)
    if found["method"] == "student-t" and abs(peer.pvalue / found["p"] - 1) > 1e-9:
        raise ValueError(f"scipy.stats.ttest_ind gives {peer}")
    return found


def ratio(zero, one):
    """The delta method with the units that the denominators are worth, or the pivot of skewed data."""
    return compared(pooled_shape.Arm(*zero), pooled_shape.Arm(*one))


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
    "rows as in recipes, the first column is y and the second d; pooled_shape.comparison of the rows; numpy.quantile(method='inverted_cdf') for caps",
    cases,
    recipes=RECIPES,
)
