"""Means, centred cross-products and centred third sums in exact rational arithmetic."""

from fixtures import F1, F2
from generated_rows import RECIPES, exact, moments, rows
from oracle_table import write

STORED = [
    ("F1 control", F1["control"]),
    ("F1 treatment", F1["treatment"]),
    ("F1 merged", F1["control"] + F1["treatment"]),
    ("F2 control", F2["control"]),
    ("F2 treatment", F2["treatment"]),
    ("one row", [[3.5, -2.0]]),
    ("two rows", [[1.0, 10.0], [4.0, -10.0]]),
    ("constant column", [[0.1, 1.0], [0.1, 2.0], [0.1, 4.0]]),
    ("offset 1e9", [[1e9 + 4], [1e9 + 7], [1e9 + 13], [1e9 + 16]]),
    ("offset 1e15", [[1e15 + 4], [1e15 + 7], [1e15 + 13], [1e15 + 16]]),
    ("both signs", [[-1e8, 3.0], [1e8, -3.0], [0.5, 0.25], [-0.25, 0.125]]),
    ("very small", [[1e-150], [2e-150], [4e-150]]),
]
GENERATED = [
    ("F3 control", 7, "c-", 200),
    ("F3 treatment", 7, "t-", 200),
    ("uniform", 11, "u", 1000),
    ("offset", 12, "o", 1000),
    ("skewed", 13, "s", 2000),
    ("counts", 14, "k", 500),
    ("conversion", 15, "v", 2000),
]


def expected(data):
    n, means, products, thirds = moments(data)
    return {
        "n": n,
        "mean": [exact(mean) for mean in means],
        "products": [[exact(value) for value in line] for line in products],
        "thirdSums": [exact(value) for value in thirds],
    }


cases = [{"name": name, "rows": data} | expected(data) for name, data in STORED]
for recipe, seed, prefix, n in GENERATED:
    data = rows(recipe, seed, prefix, n)
    source = {"recipe": recipe, "seed": seed, "keyPrefix": prefix, "firstRows": data[:3]}
    cases.append({"name": recipe, "generated": source} | expected(data))

write(
    __file__,
    ["mpmath"],
    "fractions.Fraction over the exact values of the doubles; results rounded once",
    cases,
    recipes=RECIPES,
    keys="row i has the key keyPrefix + i, i = 1...n; u_b = hashing.uniform(seed, key, b), E_b = -ln(1 - u_b)",
)
