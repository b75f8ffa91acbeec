"""Rows made from keys by the hash generator, so that a table need not store them.

Row i of a data set has the key PREFIX + i for i = 1...n; u_b is uniform(seed, key, b) and E_b = -ln(1 - u_b), the logarithm
rounded to the nearest double. Every other operation is one double operation, in the order written in RECIPES.
"""

import math
from fractions import Fraction

from mpmath import log, mpf

from hashing import uniform

RECIPES = {
    "F3 control": "x = E_1; y = 6*x + 4*E_0; row [y, x]",
    "F3 treatment": "x = E_1; y = (6*x + 4*E_0)*1.1; row [y, x]",
    "uniform": "row [u_0, 1 + floor(5*u_1), u_2]",
    "offset": "row [1e9 + u_0, 1e9 + 1 + u_1, u_2]",
    "skewed": "row [1/(1 - u_0), 1 + floor(3*u_1), u_2*u_2*u_2]",
    "counts": "row [floor(20*u_0*u_1), 1 + floor(4*u_1)]",
    "conversion": "row [1 if u_0 < 0.03 else 0, 1]",
}


def row(recipe, seed, key):
    u0, u1, u2 = (uniform(seed, key, b) for b in range(3))
    if recipe.startswith("F3"):
        e0, e1 = (float(-log(1 - mpf(u))) for u in (u0, u1))
        y = 6 * e1 + 4 * e0
        return [y * 1.1 if recipe == "F3 treatment" else y, e1]
    if recipe == "uniform":
        return [u0, 1.0 + math.floor(5 * u1), u2]
    if recipe == "offset":
        return [1e9 + u0, 1e9 + 1 + u1, u2]
    if recipe == "skewed":
        return [1 / (1 - u0), 1.0 + math.floor(3 * u1), u2 * u2 * u2]
    if recipe == "counts":
        return [float(math.floor(20 * u0 * u1)), 1.0 + math.floor(4 * u1)]
    return [1.0 if u0 < 0.03 else 0.0, 1.0]


def rows(recipe, seed, prefix, n):
    return [row(recipe, seed, f"{prefix}{index}") for index in range(1, n + 1)]


def exact(fraction):
    return mpf(fraction.numerator) / fraction.denominator


def moments(data):
    """n, means, centred cross-products and centred third sums of the rows, in exact rational arithmetic."""
    columns = [[Fraction(value) for value in column] for column in zip(*data)]
    n = len(data)
    means = [sum(column) / n for column in columns]
    centred = [[value - mean for value in column] for column, mean in zip(columns, means)]
    products = [[sum(a * b for a, b in zip(left, right)) for right in centred] for left in centred]
    thirds = [sum(value**3 for value in column) for column in centred]
    return n, means, products, thirds
