"""Hotelling's T-squared of covariates within strata, by numpy on the rows and the F of scipy."""

import numpy as np
from scipy import stats

from oracle_table import write

draw = np.random.default_rng(4)


def case(name, rows, strata):
    """`rows` and `strata` per variant; one pooled covariance within the cells of variants and strata."""
    labels = sorted(set(np.concatenate(strata)))
    sizes = np.array([sum((s == label).sum() for s in strata) for label in labels])
    shares = sizes / sizes.sum()
    k = rows[0].shape[1]
    difference, spread, within, freedom = np.zeros(k), 0.0, np.zeros((k, k)), 0
    for label, share in zip(labels, shares):
        zero, one = (x[s == label] for x, s in zip(rows, strata))
        difference += share * (one.mean(axis=0) - zero.mean(axis=0))
        spread += share**2 * (1 / len(zero) + 1 / len(one))
        for cell in (zero, one):
            within += (len(cell) - 1) * np.atleast_2d(np.cov(cell, rowvar=False))
            freedom += len(cell) - 1
    square = difference @ np.linalg.solve(within / freedom, difference) / spread
    f = square * (freedom - k + 1) / (freedom * k)
    return {
        "name": name, "rows": [x.round(4).tolist() for x in rows], "strata": [s.tolist() for s in strata], "statistic": f,
        "df": [k, freedom - k + 1], "p": stats.f.sf(f, k, freedom - k + 1),
    }


def rows(counts, k, shift=0.0):
    return [(draw.gamma(2, size=(n, k)) + (shift if a else 0) + 0.5 * draw.normal(size=(n, 1))).round(4) for a, n in enumerate(counts)]


def one(counts):
    return [np.zeros(n, int) for n in counts]


cases = [
    case("one covariate", x := rows((30, 12), 1), one((30, 12))),
    case("three covariates", rows((40, 16), 3), one((40, 16))),
    case("as many as leave one degree of freedom", rows((5, 4), 7), one((5, 4))),
    case("shifted", rows((60, 20), 2, 1.5), one((60, 20))),
    case("strata", rows((40, 24), 2), [np.arange(40) % 3, np.arange(24) // 10]),
]
# With one covariate it is the square of Student's t.
peer = stats.ttest_ind(x[1][:, 0], x[0][:, 0])
if abs(peer.statistic**2 - cases[0]["statistic"]) > 1e-9 or abs(peer.pvalue - cases[0]["p"]) > 1e-12:
    raise ValueError(f"scipy.stats.ttest_ind gives {peer}")
write(__file__, ["numpy", "scipy"], "numpy on the rows; scipy.stats.f.sf; scipy.stats.ttest_ind for one covariate", cases)
