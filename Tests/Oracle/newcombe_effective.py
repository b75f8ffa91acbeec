"""Newcombe's interval of a difference with effective numbers of trials that are not whole (statsmodels)."""

from statsmodels.stats.proportion import confint_proportions_2indep

from oracle_table import write

LEVELS = [0.8, 0.95, 0.999]
# Share and effective number of trials of the variant, then of the control.
ARMS = [(0.12, 6600.0, 0.1, 6123.4), (0.318, 17.3, 0.05, 20.9), (0.0, 3.7, 0.0, 8.2), (1.0, 3.7, 0.25, 8.2), (0.5, 1.5, 0.5, 2.5)]
ARMS += [(0.999, 41234.5, 0.9985, 39876.25), (2e-5, 1234567.8, 3e-5, 2345678.9), (0.3, 0.8, 0.6, 0.4)]

cases = []
for p1, n1, p0, n0 in ARMS:
    for level in LEVELS:
        lower, upper = confint_proportions_2indep(p1 * n1, n1, p0 * n0, n0, method="newcomb", compare="diff", alpha=1 - level)
        cases.append({"p1": p1, "n1": n1, "p0": p0, "n0": n0, "level": level, "lower": lower, "upper": upper})

write(
    __file__,
    ["statsmodels", "scipy"],
    "statsmodels.stats.proportion.confint_proportions_2indep(p1*n1, n1, p0*n0, n0, method='newcomb', compare='diff', alpha=1 - level)",
    cases,
)
