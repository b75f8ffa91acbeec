"""Skewness of the difference of two means and its Edgeworth error (mpmath; arm skews by scipy.stats.skew)."""

from mpmath import mpf, npdf, sqrt
from scipy.stats import skew

from generated_rows import RECIPES, exact, moments, rows
from oracle_table import write
from reference import normal_isf

PAIRS = [
    ("methods F3", ("F3 control", 7, "c-", 200), ("F3 treatment", 7, "t-", 200)),
    ("equal skew, unequal counts", ("F3 control", 21, "c-", 60), ("F3 control", 21, "t-", 900)),
    ("heavy tail", ("skewed", 13, "a", 300), ("skewed", 13, "b", 250)),
    ("rare conversion", ("conversion", 15, "a", 1500), ("conversion", 15, "b", 400)),
    ("symmetric", ("uniform", 11, "a", 120), ("uniform", 11, "b", 80)),
    ("offset", ("offset", 12, "a", 500), ("offset", 12, "b", 700)),
    ("counts", ("counts", 14, "a", 90), ("counts", 14, "b", 40)),
]

cases = []
for name, *arms in PAIRS:
    parts, skews = [], []
    for arm in arms:
        data = rows(*arm)
        n, _, products, thirds = moments(data)
        second, third = exact(products[0][0]), exact(thirds[0])
        parts.append((n, second, third))
        value = (third / n) / sqrt(second / n) ** 3
        peer = skew([line[0] - data[0][0] for line in data])
        if abs(peer / float(value) - 1) > 1e-7 and abs(peer - float(value)) > 1e-12:
            raise ValueError(f"{name}: scipy.stats.skew gives {peer}, not {value}")
        skews.append(value)
    (n0, s0, c0), (n1, s1, c1) = parts
    error = sqrt(s1 / (n1 - 1) / n1 + s0 / (n0 - 1) / n0)
    gamma = (c1 / mpf(n1) ** 3 - c0 / mpf(n0) ** 3) / error**3
    keys = ("recipe", "seed", "keyPrefix", "n")
    case = {"name": name, "control": dict(zip(keys, arms[0])), "treatment": dict(zip(keys, arms[1]))}
    case |= {"skewControl": skews[0], "skewTreatment": skews[1], "standardError": error, "gamma": gamma, "tails": []}
    for alpha in (0.05, 0.01):
        c = normal_isf(mpf(alpha) / 2)
        case["tails"].append({"alpha": alpha, "c": c, "edgeworthError": npdf(c) * (2 * c * c + 1) * abs(gamma) / 6})
    cases.append(case)

write(
    __file__,
    ["mpmath", "scipy"],
    "first column of the generated rows; arm skew = scipy.stats.skew(y) (divisor n); "
    "gamma = (k1/n1^2 - k0/n0^2)/SE^3 with k the third central moment (divisor n); e = phi(c)(2c^2 + 1)|gamma|/6, c = z of alpha/2",
    cases,
    recipes=RECIPES,
)
