"""Corrections for several comparisons, from their p-values: statsmodels, closed tests of graphs, integrals of Dunnett's maximum."""

import math
from itertools import combinations

import numpy
from scipy import optimize, stats
from scipy.special import ndtr
from statsmodels.stats.multitest import multipletests

METHODS = {"bonferroni": "bonferroni", "holm": "holm", "hochberg": "simes-hochberg", "bh": "fdr_bh", "by": "fdr_by"}
NODES, WEIGHTS = numpy.polynomial.legendre.leggauss(64)


def adjusted(p, correction):
    return [float(value) for value in multipletests(p, method=METHODS[correction])[1]]


def selection_error(p, correction, alpha):
    """The error of the interval of what a false discovery rate selects; None for the rest (Benjamini and Yekutieli 2005)."""
    values = adjusted(p, correction)
    dependence = sum(1 / (j + 1) for j in range(len(p))) if correction == "by" else 1.0
    chosen = sum(value < alpha for value in values)
    return [alpha * chosen / len(p) / dependence if value < alpha else None for value in values]


def remaining_weights(weights, transitions, members):
    """Weights of an intersection: all others are taken out of the graph (Bretz et al. 2009)."""
    w, g, left = list(weights), [list(line) for line in transitions], list(range(len(weights)))
    for out in (j for j in range(len(weights)) if j not in members):
        left.remove(out)
        h = [list(line) for line in g]
        for a in left:
            w[a] += w[out] * g[out][a]
            for b in left:
                rest = 1 - g[a][out] * g[out][a]
                h[a][b] = (g[a][b] + g[a][out] * g[out][b]) / rest if a != b and rest > 1e-12 else 0.0
        g = h
    return {j: w[j] for j in left}


def closed_graph(weights, transitions, p):
    """Adjusted p-values by testing every intersection."""
    values = [0.0] * len(p)
    for size in range(1, len(p) + 1):
        for members in combinations(range(len(p)), size):
            w = remaining_weights(weights, transitions, set(members))
            least = min([p[j] / w[j] for j in members if w[j] > 1e-12] + [1.0])
            for j in members:
                values[j] = max(values[j], least)
    return values


def closed_holm(weights, p):
    """Weighted Holm: in every intersection the weights in proportion."""
    values = [0.0] * len(p)
    for size in range(1, len(p) + 1):
        for members in combinations(range(len(p)), size):
            total = sum(weights[j] for j in members)
            least = min([p[j] * total / weights[j] for j in members] + [1.0])
            for j in members:
                values[j] = max(values[j], least)
    return values


def panels(low, high, count):
    edges = numpy.linspace(low, high, count + 1)
    half, middle = (edges[1:] - edges[:-1]) / 2, (edges[1:] + edges[:-1]) / 2
    return (middle[:, None] + half[:, None] * NODES).ravel(), (half[:, None] * WEIGHTS).ravel()


def maximum_tail(c, loadings, df, two_sided):
    """P(max >= c) of statistics with correlations λiλj, normal or multivariate t."""
    u, weights = panels(-9.5, 9.5, 12)

    def inside(scale):
        product = stats.norm.pdf(u)
        for x in loadings:
            spread = math.sqrt(1 - x * x)
            product = product * (ndtr((c * scale - x * u) / spread) - (ndtr((-c * scale - x * u) / spread) if two_sided else 0))
        return float((weights * product).sum())

    if math.isinf(df):
        return 1 - inside(1.0)
    chi = stats.chi(df)
    s, parts = panels(chi.ppf(1e-16) / df**0.5, chi.isf(1e-16) / df**0.5, 4)
    return 1 - float((parts * chi.pdf(s * df**0.5) * df**0.5 * numpy.array([inside(x) for x in s])).sum())


def dunnett(statistics, loadings, df, alternative, alpha):
    """Step-down adjusted p-values and the single-step critical value."""
    two_sided = alternative == "two-sided"
    sign = -1 if alternative == "less" else 1
    extremes = [abs(z) if two_sided else sign * z for z in statistics]
    order = sorted(range(len(extremes)), key=lambda i: -extremes[i])
    values, largest = [0.0] * len(extremes), 0.0
    for position, index in enumerate(order):
        tail = maximum_tail(extremes[index], [loadings[i] for i in order[position:]], df, two_sided)
        values[index] = largest = max(largest, tail)
    c = optimize.brentq(lambda c: maximum_tail(c, loadings, df, two_sided) - alpha, 0.5, 20, xtol=1e-12)
    return values, float(c)
