"""The largest of normal or multivariate t statistics with product correlations, by Gauss-Legendre panels (SciPy).

P(max < c) itself is integrated, not its tail; the normal cases use mpmath with 30 digits, the t cases doubles.
"""

import numpy as np
from mpmath import erfc, exp, mp, mpf, pi, quad, sqrt
from scipy import stats
from scipy.special import ndtr

from oracle_table import write

mp.dps = 30
NODES, WEIGHTS = np.polynomial.legendre.leggauss(48)


def normal_tail(c, loadings, two_sided):
    c, lam = mpf(c), [mpf(x) for x in loadings]
    spread = [sqrt(1 - x * x) for x in lam]

    def cdf(z):
        return erfc(-z / sqrt(mpf(2))) / 2

    def integrand(u):
        value = exp(-u * u / 2) / sqrt(2 * pi)
        for x, s in zip(lam, spread):
            value *= cdf((c - x * u) / s) - (cdf((-c - x * u) / s) if two_sided else 0)
        return value

    return 1 - quad(integrand, list(range(-14, 15, 2)), maxdegree=6)


def panels(low, high, count):
    """Nodes and weights of `count` equal panels."""
    edges = np.linspace(low, high, count + 1)
    half = (edges[1:] - edges[:-1]) / 2
    middle = (edges[1:] + edges[:-1]) / 2
    return (middle[:, None] + half[:, None] * NODES).ravel(), (half[:, None] * WEIGHTS).ravel()


def t_tail(c, loadings, two_sided, df):
    u, wu = panels(-9.5, 9.5, 24)
    low, high = stats.chi(df).ppf(1e-17) / df**0.5, stats.chi(df).isf(1e-17) / df**0.5
    s, ws = panels(low, high, 24)
    density = stats.chi(df).pdf(s * df**0.5) * df**0.5
    inside = np.zeros_like(s)
    for row, scale in enumerate(s):
        product = stats.norm.pdf(u)
        for x in loadings:
            spread = (1 - x * x) ** 0.5
            product = product * (ndtr((c * scale - x * u) / spread) - (ndtr((-c * scale - x * u) / spread) if two_sided else 0))
        inside[row] = (wu * product).sum()
    return 1 - (ws * density * inside).sum()


THIRD, HALF = (1 / 3) ** 0.5, 0.5**0.5
NORMAL = [
    ([THIRD] * 3, [0.0, 0.5, 1.20, 2.05, 2.31, 2.371979, 3.5, 5.0]),
    ([HALF], [1.0, 1.959963984540054, 6.0]),
    ([HALF] * 2, [2.212, 4.0]),
    ([0.0, 0.0, 0.0, 0.0], [2.0, 2.5]),
    ([0.2, 0.5, 0.8, 0.95], [1.5, 2.4, 3.0, 6.0]),
    ([0.99, 0.9, 0.3], [2.2, 4.0]),
    ([-0.6, 0.5, 0.7, -0.2], [0.7, 2.0, 2.8]),
    ([HALF] * 20, [2.5, 3.0]),
]
STUDENT = [
    ([HALF] * 3, 27, [0.3, 1.20, 2.05, 2.31, 3.7]),
    ([THIRD] * 3, 5, [1.0, 2.5, 4.0]),
    ([0.3, 0.6, 0.8], 3, [1.5, 3.0, 6.0]),
    ([0.5, -0.5], 12.5, [1.0, 2.3]),
    ([HALF] * 6, 400, [2.0, 3.0]),
    ([HALF], 7, [1.0, 2.364624251592785]),
]

cases = []
for loadings, points in NORMAL:
    for c in points:
        for side in ("two-sided", "greater"):
            cases.append({"loadings": loadings, "c": c, "side": side, "tail": normal_tail(c, loadings, side == "two-sided")})
    if min(loadings) < 0:
        cases.append({"loadings": loadings, "c": -0.4, "side": "greater", "tail": normal_tail(-0.4, loadings, False)})
for loadings, df, points in STUDENT:
    for c in points:
        for side in ("two-sided", "greater"):
            cases.append({"loadings": loadings, "df": df, "c": c, "side": side, "tail": t_tail(c, loadings, side == "two-sided", df)})
    if len(loadings) == 1 and abs(cases[-1]["tail"] - stats.t.sf(points[-1], df)) > 1e-12:
        raise ValueError("one comparison is Student's t")

write(
    __file__,
    ["mpmath", "numpy", "scipy"],
    "1 - integral of P(max < c | U = u): mpmath.quad with 30 digits; with df Gauss-Legendre over u and over chi/sqrt(df) in doubles",
    cases,
)
