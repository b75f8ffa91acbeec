"""Mid-p of two proportions in strata: the successes of the variant over all tables, given the margins of each."""

import numpy as np
from scipy.stats import hypergeom

from oracle_table import write

TABLES = [
    [(38, 3800, 8, 200), (2, 1900, 8, 1900)],
    [(3, 50, 9, 25)],
    [(3, 50, 9, 25), (0, 10, 1, 12), (7, 7, 2, 3)],
    [(1, 900, 0, 100), (12, 500, 6, 90), (0, 40, 3, 40), (5, 60, 5, 61)],
    [(293, 11298, 4, 464), (40, 2000, 9, 210)],
    [(880, 900, 95, 100), (490, 500, 80, 90)],
]


def case(tables):
    masses, low = np.ones(1), 0
    for x0, n0, x1, n1 in tables:
        law = hypergeom(n0 + n1, n1, x0 + x1)
        start, end = max(0, x0 + x1 - n0), min(n1, x0 + x1)
        masses = np.convolve(masses, law.pmf(np.arange(start, end + 1)))
        low += start
    observed = sum(table[2] for table in tables) - low
    half = masses[observed] / 2
    less, greater = masses[:observed].sum() + half, masses[observed + 1 :].sum() + half
    return {"tables": [list(table) for table in tables], "less": float(less), "greater": float(greater)}


write(__file__, ["scipy", "numpy"], "convolved scipy.stats.hypergeom masses", [case(tables) for tables in TABLES])
