"""Brunner-Munzel tests, with and without ties."""

import numpy as np
from scipy import stats

from fixtures import F1
from oracle_table import write

random = np.random.default_rng(77)
samples = [
    ("F1 y", [row[0] for row in F1["control"]], [row[0] for row in F1["treatment"]]),
    ("F1 d, with ties", [row[1] for row in F1["control"]], [row[1] for row in F1["treatment"]]),
    ("scores", [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1], [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]),
    ("zero-inflated", [0] * 30 + [1, 2, 2, 3, 9], [0] * 20 + [1, 1, 2, 4, 4, 7, 12]),
    ("normal", random.normal(0, 1, 25).tolist(), random.normal(0.4, 3, 40).tolist()),
    ("two and three", [1.0, 4.0], [2.0, 3.0, 5.0]),
    ("exponential, rounded", np.round(random.exponential(3, 300)).tolist(), np.round(random.exponential(3.4, 200)).tolist()),
]
cases = []
for name, control, variant in samples:
    case = {"name": name, "control": control, "variant": variant}
    for key, alternative in (("twoSided", "two-sided"), ("greater", "less"), ("less", "greater")):
        # SciPy's statistic compares x with y: "less" says that x is the smaller, so that the variant is greater.
        result = stats.brunnermunzel(control, variant, alternative=alternative)
        case[key] = result.pvalue
    case["statistic"] = result.statistic
    wins = np.sign(np.subtract.outer(np.array(variant), np.array(control)))
    case["probability"] = (wins.sum() / wins.size + 1) / 2
    cases.append(case)
write(__file__, ["scipy", "numpy"], "scipy.stats.brunnermunzel(control, variant, distribution='t')", cases)
