"""Sample-ratio tests: chi-square, exact binomial, and multinomial p-values by full enumeration or simulation."""

from fractions import Fraction
from math import comb

import numpy as np
from scipy import stats

from generated_rows import exact
from oracle_table import write
from reference import binomial_p, chi_square_sf


def compositions(n, parts):
    if parts == 1:
        yield (n,)
        return
    for first in range(n + 1):
        for rest in compositions(n - first, parts - 1):
            yield (first,) + rest


def multinomial(counts, weights):
    """The probability of the counts times sum(weights)**n, an exact integer."""
    value, left = 1, sum(counts)
    for count, weight in zip(counts, weights):
        value *= comb(left, count) * weight**count
        left -= count
    return value


def exact_p(counts, weights):
    """The total probability of outcomes at least as far out by chi-square, ties included."""
    n = sum(counts)

    def distance(outcome):
        return sum(Fraction(count * count, weight) for count, weight in zip(outcome, weights))

    if n <= 60:
        extreme = distance(counts)
        sums = sum(multinomial(o, weights) for o in compositions(n, len(weights)) if distance(o) >= extreme)
        return exact(Fraction(sums, sum(weights) ** n))
    # The distances in integers, which are exact, and the probabilities of scipy.
    scale = np.lcm.reduce(weights)
    outcomes = np.array(list(compositions(n, len(weights))), dtype=np.int64)
    distances = (outcomes**2 * (scale // np.array(weights))).sum(axis=1)
    extreme = int((np.array(counts) ** 2 * (scale // np.array(weights))).sum())
    law = stats.multinomial(n, np.array(weights) / sum(weights))
    return float(law.pmf(outcomes[distances >= extreme]).sum())


def monte_carlo_p(counts, weights):
    """A million draws of numpy."""
    draws = np.random.default_rng(1).multinomial(sum(counts), np.array(weights) / sum(weights), size=1_000_000)
    expected = np.array(weights) / sum(weights) * sum(counts)
    distances = ((draws - expected) ** 2 / expected).sum(axis=1)
    return float((distances >= ((np.array(counts) - expected) ** 2 / expected).sum() * (1 - 1e-9)).mean())


INPUTS = [
    ("Methods/sample-ratio, three arms", [50420, 49310, 50270], [1, 1, 1]),
    ("Methods/sample-ratio, exact", [9, 21], [1, 1]),
    ("Methods/sample-ratio, two arms", [821588, 815482], [1, 1]),
    ("equal", [500, 500], [1, 1]),
    ("one unit", [1, 0], [1, 1]),
    ("two units", [2, 0], [1, 1]),
    ("all in one arm", [0, 30], [1, 1]),
    ("uneven weights, exact", [80, 19], [9, 1]),
    ("uneven weights, small", [3, 7], [4, 1]),
    ("999 units", [540, 459], [1, 1]),
    ("1000 units", [540, 460], [1, 1]),
    ("far in the tail", [900, 99], [1, 1]),
    ("Methods/sample-ratio, a loss of 5 %", [9500, 10000], [1, 1]),
    ("Methods/sample-ratio, a loss of few", [950, 1000], [1, 1]),
    ("a rare variant", [197950, 2050], [99, 1]),
    ("uneven weights, large", [90210, 9790], [9, 1]),
    ("very large", [500210000, 499790000], [1, 1]),
    ("zero-weight arm without units", [5010, 4990, 0], [1, 1, 0]),
    ("zero-weight arm without units, exact", [60, 0, 41], [1, 0, 1]),
    ("zero-weight arm with units", [5010, 4990, 3], [1, 1, 0]),
    ("three arms, large", [3300, 3400, 3500], [1, 1, 1]),
    ("four arms, uneven", [5050, 2450, 1260, 1240], [4, 2, 1, 1]),
    ("three arms, small", [12, 4, 8], [1, 1, 1]),
    ("three arms, small and uneven", [20, 9, 1], [5, 4, 1]),
    ("three arms, mismatch", [2, 25, 8], [1, 1, 1]),
    ("three arms, one rare", [60, 35, 5], [6, 3, 1]),
    ("four arms, small", [9, 3, 7, 5], [1, 1, 1, 1]),
    ("four arms, small and uneven", [14, 8, 1, 7], [4, 3, 2, 1]),
    ("four arms, one empty", [10, 0, 9, 8], [1, 1, 1, 1]),
    ("three arms, large counts that fit", [330, 290, 340], [1, 1, 1]),
    ("three arms, 98:1:1", [290, 9, 1], [98, 1, 1]),
    ("five arms", [9, 3, 7, 5, 1], [3, 2, 2, 2, 1]),
    ("three arms, too many tables", [1350, 90, 60], [14, 1, 1]),
]

cases = []
for name, observed, weights in INPUTS:
    kept = [(count, weight) for count, weight in zip(observed, weights) if weight]
    counts, shares = [list(column) for column in zip(*kept)]
    n, total = sum(counts), sum(shares)
    stray = sum(observed) - n
    case = {"name": name, "observed": observed, "weights": weights, "immediateMismatch": stray > 0}
    if not stray:
        expected = [Fraction(n * share, total) for share in shares]
        statistic = sum((count - mean) ** 2 / mean for count, mean in zip(counts, expected))
        peer = stats.chisquare(counts, [float(mean) for mean in expected])
        p = chi_square_sf(exact(statistic), len(counts) - 1)
        if abs(peer.statistic - float(statistic)) > 1e-9 * max(1, peer.statistic) or abs(peer.pvalue / float(p) - 1) > 1e-9:
            raise ValueError(f"{name}: scipy.stats.chisquare gives {peer}")
        case |= {"chiSquare": exact(statistic), "df": len(counts) - 1, "pChiSquare": p}
        case["smallestExpected"] = exact(min(expected))
        if len(counts) == 2 and n < 1000000:
            case["pExactBinomial"] = binomial_p(counts, shares)
            law = stats.binom(n, shares[0] / total)
            peer = min(1, 2 * min(law.cdf(counts[0]), law.sf(counts[0] - 1)))
            if abs(peer / float(case["pExactBinomial"]) - 1) > 1e-8:
                raise ValueError(f"{name}: scipy.stats.binom gives {peer}")
        if len(counts) > 2 and comb(n + len(counts) - 1, len(counts) - 1) <= 1_000_000:
            case["pMultinomialByChiSquare"] = exact_p(counts, shares)
        elif len(counts) > 2 and min(expected) < 100:
            p = monte_carlo_p(counts, shares)
            case |= {"pSimulated": p, "simulatedStandardError": (p * (1 - p) * (1 / 1e5 + 1 / 1e6)) ** 0.5}
    cases.append(case)

write(
    __file__,
    ["mpmath", "numpy", "scipy"],
    "scipy.stats.chisquare(observed, n*weights/sum(weights)); twice the smaller tail of scipy.stats.binom, in integers or "
    "with 40 digits; "
    "multinomial p by enumeration of every outcome, ties included, up to a million outcomes; beyond, a million draws of numpy",
    cases,
)
