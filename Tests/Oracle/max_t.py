"""Adjusted p-values of the largest statistic, from replicates that the hash stream generates (NumPy)."""

import numpy as np

from hashing import uniform
from oracle_table import write

SIDES = {"two-sided": np.abs, "greater": lambda z: z, "less": lambda z: -z}


def replicates(seed, count, hypotheses, shared):
    """Sums of uniforms less their mean: roughly normal, with a shared part that makes them dependent."""
    rows = []
    for b in range(count):
        common = sum(uniform(seed, f"r{b}", d) for d in range(4)) - 2
        rows.append(
            [shared * common + sum(uniform(seed, f"r{b}", 100 * (j + 1) + d) for d in range(4)) - 2 for j in range(hypotheses)]
        )
    return np.array(rows)


cases = []
for seed, count, shared, statistics in (
    (1, 199, 0.0, [1.9, -0.4, 1.1]),
    (2, 499, 0.8, [1.9, -2.6, 1.1, 0.2, -1.3]),
    (3, 99, 2.0, [3.1, -2.0, 3.1, 0.0]),
    (4, 50, 0.5, [9.0, -9.0]),
    (5, 50, 0.5, [0.3]),
):
    table = replicates(seed, count, len(statistics), shared)
    for side, size in SIDES.items():
        null, observed = size(table), size(np.array(statistics))
        order = np.argsort(-observed, kind="stable")
        single = [(1 + int((null.max(axis=1) >= t).sum())) / (count + 1) for t in observed]
        down, floor = [0.0] * len(statistics), 0.0
        for position, j in enumerate(order):
            rest = null[:, order[position:]].max(axis=1)
            floor = max(floor, (1 + int((rest >= observed[j]).sum())) / (count + 1))
            down[j] = floor
        cases.append(
            {"seed": seed, "count": count, "shared": shared, "statistics": statistics, "side": side, "singleStep": single, "stepDown": down}
        )

write(__file__, ["numpy"], "numpy: shares of replicates whose largest statistic reaches the observed one, (1 + #)/(B + 1)", cases)
