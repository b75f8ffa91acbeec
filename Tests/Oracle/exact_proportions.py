"""Exact tests of two proportions: tables enumerated with integers, the worst common proportion found with SciPy."""

from fractions import Fraction
from functools import cache
from math import comb

import numpy as np
from scipy import optimize, stats

from oracle_table import write

# Successes and trials of the variant, then of the control.
TABLES = [(7, 22, 1, 20), (9, 10, 3, 10), (3, 10, 9, 10), (6, 7, 2, 7), (5, 5, 0, 5), (1, 1, 0, 1), (0, 1, 1, 1), (1, 1, 1, 1)]
TABLES += [(0, 1, 0, 1), (1, 1, 0, 9), (1, 1, 3, 40), (0, 1, 30, 40), (1, 2, 0, 3), (2, 2, 0, 2), (0, 4, 0, 6), (4, 4, 6, 6)]
TABLES += [(0, 10, 0, 20), (10, 10, 20, 20), (10, 10, 0, 20), (0, 10, 20, 20), (0, 12, 5, 12), (12, 12, 7, 12), (0, 30, 1, 30)]
TABLES += [(3, 8, 3, 8), (2, 6, 3, 9), (4, 11, 5, 13), (5, 11, 5, 11), (8, 11, 3, 11), (3, 11, 8, 11), (7, 12, 2, 12), (10, 12, 4, 12)]
TABLES += [(1, 6, 5, 6), (2, 9, 7, 8), (7, 8, 2, 9), (5, 7, 1, 13), (1, 13, 5, 7), (4, 5, 9, 33), (2, 3, 4, 50), (0, 3, 25, 50)]
TABLES += [(3, 3, 25, 50), (10, 15, 5, 25), (5, 25, 10, 15), (12, 16, 6, 14), (8, 14, 1, 11), (2, 20, 9, 20), (11, 20, 18, 20)]
TABLES += [(13, 29, 5, 31), (5, 56, 0, 29), (0, 29, 5, 56), (56, 56, 27, 29), (14, 33, 7, 40), (19, 40, 30, 44), (2, 50, 9, 50)]
TABLES += [(43, 50, 48, 50), (20, 45, 10, 45), (10, 45, 20, 45), (25, 45, 35, 45), (1, 60, 6, 25), (30, 60, 4, 20), (56, 70, 48, 80)]
# Too many for fractions: no Boschloo.
LARGE = [(156, 1480, 120, 1500), (35, 1000, 20, 1000), (500, 1000, 450, 1000), (3, 400, 12, 350), (0, 900, 7, 1000), (61, 200, 2, 7)]
SIDES = ["two-sided", "greater", "less"]


def pooled(n1, n0):
    """Sign(D)·D² / (X(N − X)) of every table as integers: numerators and denominators, 0/1 where all trials end alike."""
    x1, x0 = np.meshgrid(np.arange(n1 + 1, dtype=object), np.arange(n0 + 1, dtype=object), indexing="ij")
    total, difference = x1 + x0, x1 * n0 - x0 * n1
    spread = total * (n1 + n0 - total)
    zero = spread == 0
    difference[zero], spread[zero] = 0, 1
    return difference * abs(difference), spread


def barnard_region(x1, n1, x0, n0, side):
    above, below = pooled(n1, n0)
    cross = above * below[x1, x0]
    observed = above[x1, x0] * below
    if side == "greater":
        return cross >= observed
    if side == "less":
        return cross <= observed
    return abs(cross) >= abs(observed)


@cache
def fisher_orders(n1, n0):
    """P(X1 ≥ x1) and P(X1 ≤ x1) given x1 + x0, of every table."""
    greater, less = {}, {}
    for total in range(n1 + n0 + 1):
        support = range(max(0, total - n0), min(n1, total) + 1)
        masses = [Fraction(comb(n1, k) * comb(n0, total - k), comb(n1 + n0, total)) for k in support]
        for place, k in enumerate(support):
            less[k, total - k] = sum(masses[: place + 1])
            greater[k, total - k] = sum(masses[place:])
    return greater, less


def boschloo_region(x1, n1, x0, n0, side):
    order = fisher_orders(n1, n0)[side == "less"]
    return np.array([[order[i, j] <= order[x1, x0] for j in range(n0 + 1)] for i in range(n1 + 1)])


def supremum(region, n1, n0):
    """The largest probability of a region over the common proportion, and where."""
    region = region.astype(float)

    def probability(p):
        one = stats.binom.pmf(np.arange(n1 + 1)[:, None], n1, p)
        zero = stats.binom.pmf(np.arange(n0 + 1)[:, None], n0, p)
        return np.einsum("ik,ik->k", one, region @ zero)

    # As fine near 0 and 1 as the number of trials asks for.
    near = np.geomspace(1e-7, 0.05, 700)
    grid = np.unique(np.concatenate([np.linspace(0, 1, 3001), near, 1 - near]))
    values = np.concatenate([probability(part) for part in np.array_split(grid, 8)])
    best, place = values.max(), grid[values.argmax()]
    tops = [i for i in range(1, len(grid) - 1) if values[i] >= values[i - 1] and values[i] >= values[i + 1]]
    for i in sorted(tops, key=lambda i: -values[i])[:8]:
        found = optimize.minimize_scalar(
            lambda p: -probability(np.array([p]))[0], bounds=(grid[i - 1], grid[i + 1]), method="bounded", options={"xatol": 1e-11}
        )
        if -found.fun > best:
            best, place = -found.fun, found.x
    return min(1.0, best), place


def conditional(x1, n1, x0, n0, side):
    """Fisher's p and mid-p as fractions."""
    total = x1 + x0
    support = range(max(0, total - n0), min(n1, total) + 1)
    weights = {k: comb(n1, k) * comb(n0, total - k) for k in support}
    everything, seen = comb(n1 + n0, total), weights[x1]
    upper = sum(w for k, w in weights.items() if k >= x1)
    lower = sum(w for k, w in weights.items() if k <= x1)
    doubled = {"greater": 2 * upper - seen, "less": 2 * lower - seen}
    if side == "two-sided":
        fisher = Fraction(sum(w for w in weights.values() if w <= seen), everything)
        return fisher, min(Fraction(1), Fraction(min(doubled.values()), everything))
    return Fraction(upper if side == "greater" else lower, everything), Fraction(doubled[side], 2 * everything)


def peers(x1, n1, x0, n0, side):
    """SciPy's p-values of Barnard, Boschloo and Fisher."""
    table = [[x1, x0], [n1 - x1, n0 - x0]]
    yield "barnard", stats.barnard_exact(table, alternative=side, n=64).pvalue
    yield "boschloo", stats.boschloo_exact(table, alternative=side, n=64).pvalue
    yield "fisher", stats.fisher_exact(table, alternative=side).pvalue


cases, worst, missed = [], {}, {}
for table in TABLES + LARGE:
    names = dict(zip(("x1", "n1", "x0", "n0"), table))
    x1, n1, x0, n0 = table
    boschloo = {}
    for side in SIDES[::-1] if table in TABLES else SIDES[:1]:
        expected = {}
        region = barnard_region(*table, side)
        expected["barnard"], nuisance = supremum(region, n1, n0)
        if table in TABLES:
            if side == "two-sided":
                expected["boschloo"] = min(1.0, 2 * min(boschloo.values()))
            else:
                expected["boschloo"] = boschloo[side] = supremum(boschloo_region(*table, side), n1, n0)[0]
        expected["fisher"], expected["midP"] = (float(p) for p in conditional(*table, side))
        # SciPy has no answer where all trials end alike.
        found = dict(peers(*table, side)) if 0 < x1 + x0 < n1 + n0 and table in TABLES else {}
        for name, value in found.items():
            difference = abs(value - expected[name])
            if difference > 1e-6:
                missed.setdefault(name, []).append((table, side, value, expected[name]))
            else:
                worst[name] = max(worst.get(name, 0), difference)
        cases.append(names | {"side": side} | {"barnardNuisance": None if expected["barnard"] > 0.999999 else nuisance} | expected)

for name, value in worst.items():
    print(f"exact_proportions: {name}: SciPy differs by at most {value:.2g}")
for name, rows in missed.items():
    for row in rows:
        print(f"exact_proportions: {name}: SciPy differs:", *row)

write(
    __file__,
    ["numpy", "scipy"],
    "all tables ordered by integers (Barnard), fractions (Boschloo) or binomial coefficients (Fisher, mid-p); "
    "scipy.optimize.minimize_scalar around the best of a grid; compared with scipy.stats.barnard_exact, boschloo_exact, fisher_exact",
    cases,
)
