"""Adjusted p-values: statsmodels for equal weights, exhaustive closed testing in fractions for unequal ones."""

from fractions import Fraction
from itertools import combinations

from statsmodels.stats.multitest import multipletests

from oracle_table import write

METHODS = {
    "bonferroni": "bonferroni",
    "holm": "holm",
    "hochberg": "simes-hochberg",
    "benjamini-hochberg": "fdr_bh",
    "benjamini-yekutieli": "fdr_by",
}

FAMILIES = [
    ("Methods/multiplicity", [0.020888154, 0.230139340, 0.040364431]),
    ("one", [0.03]),
    ("two equal", [0.04, 0.04]),
    ("ties", [0.01, 0.2, 0.01, 0.03, 0.2, 0.01]),
    ("sorted", [0.0001, 0.004, 0.019, 0.095, 0.201, 0.278, 0.298, 0.344, 0.459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]),
    ("reversed", [0.9, 0.5, 0.06, 0.04, 0.001]),
    ("all one", [1.0, 1.0, 1.0]),
    ("zero", [0.0, 0.5, 1e-300, 1e-12]),
    ("twenty", [((7 * i * i + 3 * i) % 97 + 1) / 400 for i in range(20)]),
    ("hundred", [((79 * i) % 101 + 0.5) ** 2 / 101**2 for i in range(100)]),
]

WEIGHTED = [
    ("equal", [0.01, 0.04, 0.03], [1, 1, 1]),
    ("primary first", [0.03, 0.004, 0.02], [3, 1, 1]),
    ("small weight, small p", [0.2, 0.0001, 0.01, 0.04], [4, 1, 2, 3]),
    ("a weight of zero", [0.01, 0.001, 0.03], [2, 0, 1]),
    ("ties of p/w", [0.02, 0.01, 0.03], [2, 1, 3]),
    ("five", [0.012, 0.3, 0.0072, 0.041, 0.0009], [5, 1, 2, 7, 3]),
]


def closed_test(p, weights):
    """Weighted Holm as the closure of weighted Bonferroni tests: max over sets J with i of min p_j / (w_j / sum over J)."""
    adjusted = [Fraction(0)] * len(p)
    for size in range(1, len(p) + 1):
        for members in combinations(range(len(p)), size):
            total = sum(weights[j] for j in members)
            value = min([Fraction(p[j]) * total / weights[j] for j in members if weights[j]] + [Fraction(1)])
            for j in members:
                adjusted[j] = max(adjusted[j], value)
    return [float(value) for value in adjusted]


cases = []
for name, p in FAMILIES:
    values = {key: multipletests(p, method=method)[1].tolist() for key, method in METHODS.items()}
    cases += [{"name": name, "p": p, "method": key, "adjusted": values[key]} for key in METHODS]
for name, p, weights in WEIGHTED:
    cases.append({"name": name, "p": p, "weights": weights, "method": "holm", "adjusted": closed_test(p, weights)})
    total = sum(weights)
    bonferroni = [min(1.0, float(Fraction(x) * total / w)) if w else 1.0 for x, w in zip(p, weights)]
    cases.append({"name": name, "p": p, "weights": weights, "method": "bonferroni", "adjusted": bonferroni})

write(
    __file__,
    ["statsmodels"],
    "statsmodels.stats.multitest.multipletests(p, method=...)[1]; with weights: closed testing over every set in fractions",
    cases,
)
