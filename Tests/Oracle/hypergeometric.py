"""Masses and tails of the hypergeometric distribution (integers)."""

from fractions import Fraction
from math import comb

from scipy import stats

from oracle_table import write

# Marked items, unmarked items, draws.
CASES = [(3, 4, 2), (10, 10, 12), (22, 20, 8), (1, 1, 1), (5, 0, 3), (0, 5, 3), (7, 9, 0), (7, 9, 16), (1480, 1500, 276)]
CASES += [(1000, 1000, 950), (50, 4000, 60), (20000, 20000, 900), (45000, 55000, 12), (6000, 9000, 7000)]


def counts(marked, unmarked, draws):
    low, high = max(0, draws - unmarked), min(marked, draws)
    mean = draws * marked / (marked + unmarked)
    deviation = (mean * (1 - marked / (marked + unmarked)) * (1 - draws / (marked + unmarked))) ** 0.5
    near = {round(mean + z * deviation) for z in (-9, -4, -2, -1, 0, 1, 2, 4, 9)}
    return sorted({low, high} | {k for k in near if low <= k <= high})


cases, worst = [], 0
for marked, unmarked, draws in CASES:
    everything = comb(marked + unmarked, draws)
    low, high = max(0, draws - unmarked), min(marked, draws)
    weights, weight = {}, comb(marked, low) * comb(unmarked, draws - low)
    for k in range(low, high + 1):
        weights[k] = weight
        weight = weight * (marked - k) * (draws - k) // ((k + 1) * (unmarked - draws + k + 1))
    sums, total = {}, 0
    for k in range(low, high + 1):
        total += weights[k]
        sums[k] = total
    assert total == everything
    for k in counts(marked, unmarked, draws):
        mass, lower = float(Fraction(weights[k], everything)), float(Fraction(sums[k], everything))
        upper = float(Fraction(everything - sums[k] + weights[k], everything))
        if min(mass, lower, upper) > 1e-300:
            peer = stats.hypergeom.pmf(k, marked + unmarked, marked, draws)
            worst = max(worst, abs(peer / mass - 1))
            cases.append({"marked": marked, "unmarked": unmarked, "draws": draws, "count": k, "mass": mass, "lower": lower, "upper": upper})
print(f"hypergeometric: SciPy's masses differ by at most {worst:.2g}")

write(__file__, ["scipy"], "binomial coefficients; masses compared with scipy.stats.hypergeom.pmf", cases)
