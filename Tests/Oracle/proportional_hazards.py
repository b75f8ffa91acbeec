"""The score test of a log hazard ratio that changes with the rank of time, by mpmath on the rows.

The partial likelihood has Efron's ties and the coefficient beta + theta g(t), g the average rank of an event's time. Its
derivatives at theta = 0 and the maximum of beta are numerical; the statistic is u (I_tt - I_tb^2/I_bb)^-1 u.
"""

import random

from mpmath import chop, diff, exp, findroot, gammainc, log, mp, mpf
from scipy import stats

from oracle_table import write

mp.dps = 30


def log_likelihood(strata, g, beta, theta):
    total = mpf(0)
    for rows in strata:
        for time in sorted({t for t, event, _ in rows if event}):
            rate = exp(beta + theta * g[time])
            risk = sum(rate if arm else mpf(1) for t, _, arm in rows if t >= time)
            tied = [arm for t, event, arm in rows if event and t == time]
            gone = sum(rate if arm else mpf(1) for arm in tied)
            total += sum((beta + theta * g[time]) * arm for arm in tied)
            total -= sum(log(risk - mpf(l) / len(tied) * gone) for l in range(len(tied)))
    return total


def case(name, strata):
    def both(rows, time):
        return len({arm for t, _, arm in rows if t >= time}) == 2

    times = sorted(t for rows in strata for t, event, _ in rows if event and both(rows, t))
    ranks = stats.rankdata(times)
    g = {time: mpf(float(rank)) for time, rank in zip(times, ranks)}
    # Events with one variant at risk tell nothing; their likelihood is constant whatever their rank.
    for rows in strata:
        for t, event, _ in rows:
            if event and t not in g:
                g[t] = mpf(0)

    def f(beta, theta):
        return log_likelihood(strata, g, beta, theta)

    beta = findroot(lambda b: diff(lambda x: f(x, 0), b), 0)
    u = diff(lambda x: f(beta, x), 0)
    bb, tt, bt = -diff(lambda x: f(x, 0), beta, 2), -diff(lambda x: f(beta, x), 0, 2), -diff(f, (beta, 0), (1, 1))
    statistic = u**2 / (tt - bt**2 / bb)
    return {
        "name": name, "strata": [[[t, event, arm] for t, event, arm in rows] for rows in strata], "beta": float(beta),
        "statistic": float(chop(statistic)), "p": float(gammainc(0.5, statistic / 2, regularized=True)), "rises": bool(u > 0),
    }


draw = random.Random(8)


def rows(n, hazard, step):
    """Times on a grid, so that some are tied; the variant's hazard is `hazard` times the control's, with a change at 3."""
    found = []
    for i in range(n):
        arm = i % 2
        t = draw.expovariate(0.25)
        if arm:
            early, late = hazard
            u = draw.expovariate(1)
            t = u / (0.25 * early) if u < 3 * 0.25 * early else 3 + (u - 3 * 0.25 * early) / (0.25 * late)
        censor = draw.uniform(2, 12)
        found.append((max(step, round(min(t, censor) / step) * step), int(t <= censor), arm))
    return found


example = [[(t, e, 0) for t, e in ((2, 1), (4, 1), (4, 0), (6, 1), (7, 0), (9, 1), (10, 1), (12, 0), (14, 1), (15, 0))]
           + [(t, e, 1) for t, e in ((3, 1), (5, 0), (6, 1), (8, 0), (9, 0), (11, 1), (13, 1), (15, 0), (15, 0), (15, 0))]]
cases = [
    case("Methods/time-to-event, example", example),
    case("proportional", [rows(50, (0.6, 0.6), 0.25)]),
    case("crossing", [rows(60, (0.3, 3.0), 0.5)]),
    case("many ties", [rows(60, (1.5, 0.5), 2)]),
    case("strata", [rows(24, (0.5, 1.5), 0.5), rows(30, (0.5, 1.5), 1), rows(12, (2.0, 1.0), 0.5)]),
]
write(__file__, ["mpmath", "scipy"], "mpmath.diff of the partial likelihood on the rows; scipy.stats.rankdata", cases)
