"""Hashes, uniforms and Poisson(1) replicate weights of keys (Python integers; the weights against e in mpmath)."""

from hashing import fnv1a, mix, poisson_weight, uniform
from oracle_table import write

cases = [{"function": "mix", "input": str(x), "hex": f"{mix(x):016x}"} for x in (0, 1, 2, 41, 2**63, 2**64 - 1)]
keys = ["", "u1", "u2", "c-1", "42", "customer/1001", "M\u00fcller", "\u7528\u6237-7", "\U0001f642"]
cases += [{"function": "fnv1a", "input": key, "hex": f"{fnv1a(key):016x}"} for key in keys]
for seed in (0, 7, 42, 2**64 - 1):
    for key in keys:
        for b in (0, 1, 2, 3, 1999):
            case = {"function": "weight", "seed": str(seed), "key": key, "b": b}
            cases.append(case | {"uniform": uniform(seed, key, b), "weight": poisson_weight(seed, key, b)})

write(
    __file__,
    ["mpmath"],
    "FNV-1a-64, the splitmix64 finalizer and 53-bit uniforms in exact integers; 64-bit integers are written as strings",
    cases,
)
