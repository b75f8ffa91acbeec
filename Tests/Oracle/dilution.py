"""Effects on all exposed units of a treatment that only triggered units meet: means and ratios from rows.

The values are functions of sample means: those of the triggered units of both variants, those of the untriggered units of
the control, and the triggered share. Their covariance is that of independent samples, and of a share of n units; the
gradient is numerical, in mpmath with 50 digits, so that no formula of ours is in it.
"""

import random

from mpmath import diff, matrix, mp, mpf, sqrt

from oracle_table import write

mp.dps = 50


def mean(rows):
    return [sum(mpf(row[i]) for row in rows) / len(rows) for i in range(len(rows[0]))]


def covariance(rows):
    """Of the means."""
    m, n = mean(rows), len(rows)
    size = range(len(m))
    return [[sum((mpf(r[i]) - m[i]) * (mpf(r[j]) - m[j]) for r in rows) / ((n - 1) * n) for j in size] for i in size]


def case(name, triggered, untriggered):
    """`triggered` and `untriggered` are pairs of lists of rows: control, treatment."""
    q = len(triggered[0][0])
    inside, outside = (sum(map(len, pair)) for pair in (triggered, untriggered))
    share = mpf(inside) / (inside + outside)
    arguments = mean(triggered[0]) + mean(triggered[1]) + mean(untriggered[0]) + [share]
    whole = matrix(len(arguments), len(arguments))
    for block, rows in enumerate((*triggered, untriggered[0])):
        own = covariance(rows)
        for i in range(q):
            for j in range(q):
                whole[block * q + i, block * q + j] = own[i][j]
    whole[len(arguments) - 1, len(arguments) - 1] = share * (1 - share) / (inside + outside)

    def value(arm):
        def of(*x):
            diluted = [x[-1] * x[arm * q + i] + (1 - x[-1]) * x[2 * q + i] for i in range(q)]
            return diluted[0] / diluted[1] if q == 2 else diluted[0]

        return of

    gradients = []
    for arm in (0, 1):
        orders = [tuple(int(i == k) for i in range(len(arguments))) for k in range(len(arguments))]
        gradients.append([diff(value(arm), tuple(arguments), order) for order in orders])
    size = range(len(arguments))

    def form(a, b):
        return sum(gradients[a][i] * whole[i, j] * gradients[b][j] for i in size for j in size)

    zero, one = (value(arm)(*arguments) for arm in (0, 1))
    return {
        "name": name,
        "triggered": triggered,
        "untriggered": untriggered,
        "share": float(share),
        "control": float(zero),
        "treatment": float(one),
        "difference": float(one - zero),
        "lift": float((one - zero) / abs(zero)),
        "standardErrorControl": float(sqrt(form(0, 0))),
        "standardErrorTreatment": float(sqrt(form(1, 1))),
        "standardError": float(sqrt(form(0, 0) + form(1, 1) - 2 * form(0, 1))),
    }


def rows(source, count, center, columns):
    drawn = [[round(source.gauss(center, center / 3), 3)] + [source.randint(1, 9)] * (columns - 1) for _ in range(count)]
    return drawn


def cases():
    source = random.Random(9)
    for columns, kind in ((1, "mean"), (2, "ratio")):
        for inside, outside in ((12, 30), (40, 8), (6, 90)):
            yield case(
                f"{kind}, {inside} and {inside + 3} triggered, {outside} and {outside + 5} not",
                [rows(source, inside, 20, columns), rows(source, inside + 3, 23, columns)],
                [rows(source, outside, 11, columns), rows(source, outside + 5, 11, columns)],
            )
    binary = [[[int(source.random() < p)] for _ in range(n)] for p, n in ((0.3, 40), (0.45, 38), (0.1, 120), (0.1, 118))]
    yield case("proportion", binary[:2], binary[2:])


write(__file__, ["mpmath"], "mpmath.diff of the value as a function of means and share", list(cases()))
