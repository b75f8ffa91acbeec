"""Wilson intervals of one proportion and Newcombe's hybrid interval of a difference (statsmodels)."""

from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from oracle_table import write

LEVELS = [0.8, 0.9, 0.95, 0.99, 0.999]
ONE = [(156, 1480), (0, 50), (50, 50), (1, 1), (0, 1), (1, 2), (3, 10), (81, 263), (15, 148), (0, 20), (1, 29), (29, 29)]
ONE += [(500000, 10**6), (3, 10**6), (10**7 - 2, 10**7), (2003000, 10**7)]
TWO = [(156, 1480, 120, 1500), (7, 22, 1, 20), (56, 70, 48, 80), (9, 10, 3, 10), (6, 7, 2, 7), (5, 56, 0, 29), (0, 10, 0, 20)]
TWO += [(0, 10, 0, 10), (10, 10, 0, 20), (10, 10, 0, 10), (2003000, 10**7, 2000000, 10**7), (20119, 44700, 20034, 45489)]


def clamped(limits):
    """statsmodels leaves a rounding error of 1e-17 at 0 and 1."""
    return {"lower": 0.0 if abs(limits[0]) < 1e-15 else limits[0], "upper": 1.0 if abs(limits[1] - 1) < 1e-15 else limits[1]}


cases = []
for x, n in ONE:
    for level in LEVELS:
        limits = proportion_confint(x, n, alpha=1 - level, method="wilson")
        cases.append({"method": "wilson", "x": x, "n": n, "level": level} | clamped(limits))
for table in TWO:
    for level in LEVELS:
        lower, upper = confint_proportions_2indep(*table, method="newcomb", compare="diff", alpha=1 - level)
        keys = ("x1", "n1", "x0", "n0")
        cases.append({"method": "newcombe"} | dict(zip(keys, table)) | {"level": level, "lower": lower, "upper": upper})

write(
    __file__,
    ["statsmodels", "scipy"],
    "statsmodels.stats.proportion.proportion_confint(x, n, 1 - level, 'wilson'); "
    "confint_proportions_2indep(x1, n1, x0, n0, method='newcomb', compare='diff', alpha=1 - level)",
    cases,
)
