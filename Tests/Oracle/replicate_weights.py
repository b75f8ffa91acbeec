"""Hashes and Poisson replicate weights of keys in the arms of a pool (Python integers; the thresholds by mpmath)."""

from fixture_three import thresholds
from hashing import fnv1a, mix
from oracle_table import write

cases = [{"function": "mix", "input": str(x), "hex": f"{mix(x):016x}"} for x in (0, 1, 2, 41, 2**63, 2**64 - 1)]
keys = ["", "u1", "u2", "c-1", "42", "customer/1001", "M\u00fcller", "\u7528\u6237-7", "\U0001f642"]
cases += [{"function": "fnv1a", "input": key, "hex": f"{fnv1a(key):016x}"} for key in keys]
means = [0.9, 0.01, 0.5]
limits = [thresholds(mean) for mean in means]
for seed in (0, 7, 42, 2**64 - 1):
    for key in keys:
        for b in (0, 1, 2, 3, 1999):
            word = mix(mix(seed ^ fnv1a(key)) ^ mix(b))
            # The halves of one hash serve two arms; the next two have another.
            halves = [word >> 32, word & 0xFFFFFFFF, mix(word ^ 1) >> 32]
            weights = [next(k for k, limit in enumerate(own) if half < limit) for own, half in zip(limits, halves)]
            cases.append({"function": "weight", "seed": str(seed), "key": key, "b": b, "weights": weights})

write(
    __file__,
    ["mpmath"],
    "FNV-1a-64, the splitmix64 finalizer and 32-bit halves in exact integers; 64-bit integers are written as strings",
    cases, means=means,
)
