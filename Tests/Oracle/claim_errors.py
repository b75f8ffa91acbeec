"""How often a published lift is answered in each way, from score intervals of a ratio on simulated counts.

An answer is read off the interval of the lift (Methods/published-claims): which of the claim and half of it lie inside.
"""

from collections import Counter

import numpy
from statsmodels.stats.proportion import confint_proportions_2indep

from oracle_table import write

RUNS = 4000
CASES = [("+5%", 0.05, 0, 2000), ("+21%", 0.21, 0.105, 10_000), ("+21%", 0.21, 0.21, 10_000), ("+202%", 2.02, 2.02, 1000)]


def answer(low, high, claim):
    half = claim / 2
    if low > claim:
        return "exceeded"
    if low > half:
        return "confirmed-but-smaller" if high < claim else "confirmed"
    if high < half:
        return "refuted"
    if high < claim:
        return "smaller" if low > 0 else "not-reproduced"
    return "undecided"


draw = numpy.random.default_rng(43)
cases = []
for text, claim, truth, units in CASES:
    found = Counter()
    for _ in range(RUNS):
        control, variant = draw.binomial(units, 0.2), draw.binomial(units, 0.2 * (1 + truth))
        low, high = confint_proportions_2indep(variant, units, control, units, method="score", compare="ratio")
        found[answer(low - 1, high - 1, claim)] += 1
    shares = {name: count / RUNS for name, count in sorted(found.items())}
    cases.append({"claim": text, "truth": truth, "units": units, "runs": RUNS, "shares": shares})
write(
    __file__, ["numpy", "statsmodels"],
    "statsmodels.stats.proportion.confint_proportions_2indep(..., method='score', compare='ratio')", cases,
)
