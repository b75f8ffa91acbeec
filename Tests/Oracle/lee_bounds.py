"""Lee's bounds of a mean: the mean of a variant without the excess share of its highest, or of its lowest, values.

Every value is written as many times as it takes for the excess to be a whole number of copies; a sorted list is cut there. The
variance is that of the copies, each counting as its part of a unit.
"""

import random
from fractions import Fraction

from oracle_table import write


def mean_and_variance(copies, weight):
    """Of the mean of copies that each count as `weight` of a unit."""
    units = len(copies) * weight
    mean = sum(copies) / Fraction(len(copies))
    squares = sum((value - mean) ** 2 for value in copies) * weight
    return mean, squares / (units - 1) / units


def case(name, values, observed_share, other_share):
    excess = (observed_share - other_share) / observed_share
    cut = excess * len(values)
    copies = sorted(Fraction(value) for value in values for _ in range(cut.denominator))
    weight, out = Fraction(1, cut.denominator), cut.numerator
    low = mean_and_variance(copies[: len(copies) - out], weight)
    high = mean_and_variance(copies[out:], weight)
    whole = mean_and_variance(copies, weight)
    return {
        "name": name,
        "values": values,
        "excess": float(excess),
        "whole": [float(x) for x in whole],
        "low": [float(x) for x in low],
        "high": [float(x) for x in high],
    }


def cases():
    source = random.Random(2009)
    skewed = [round(source.lognormvariate(3, 1), 2) for _ in range(60)]
    yield case("a whole number of units", [float(x) for x in range(1, 21)], Fraction(1), Fraction(9, 10))
    yield case("a part of a unit", [float(x) for x in range(1, 21)], Fraction(19, 20), Fraction(9, 10))
    yield case("skewed", skewed, Fraction(60, 64), Fraction(55, 64))
    yield case("zeros", [0.0] * 40 + skewed[:20], Fraction(60, 70), Fraction(48, 70))
    yield case("values that repeat", [float(source.randint(0, 4)) for _ in range(50)], Fraction(1, 2), Fraction(3, 7))
    yield case("most of them", skewed, Fraction(1), Fraction(1, 6))


write(__file__, [], "sorted copies of the values, fractions", list(cases()))
