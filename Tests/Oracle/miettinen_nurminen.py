"""Miettinen-Nurminen score tests and intervals with the restricted maximum found numerically, not by closed forms."""

from mpmath import exp, log, mp, mpf, sqrt
from statsmodels.stats.proportion import confint_proportions_2indep, test_proportions_2indep

from oracle_table import write
from reference import bracketed_root, normal_isf, normal_sf

mp.dps = 50
LEVELS = [0.8, 0.9, 0.95, 0.99]


def decreasing_root(slope, low, high):
    """Where the decreasing function `slope` crosses 0 in [low, high]; the nearer end where it does not cross."""
    eps = mpf(10) ** -40
    if slope(low + eps * (high - low)) <= 0:
        return low
    if slope(high - eps * (high - low)) >= 0:
        return high
    for _ in range(mp.prec + 20):
        middle = (low + high) / 2
        if slope(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def log_likelihood_slope(x, n, p):
    """d/dp of x ln p + (n - x) ln(1 - p)."""
    return (x / p if x else 0) - ((n - x) / (1 - p) if n > x else 0)


def linear_z(table, r, delta):
    """Z of p1 - r p0 - delta, with the likelihood maximised along the line p1 = r p0 + delta."""
    x1, n1, x0, n0 = table
    r, delta = mpf(r), mpf(delta)
    low, high = max(mpf(0), -delta / r), min(mpf(1), (1 - delta) / r)
    p0 = decreasing_root(
        lambda p: r * log_likelihood_slope(x1, n1, r * p + delta) + log_likelihood_slope(x0, n0, p), low, high
    )
    p1 = min(max(r * p0 + delta, mpf(0)), mpf(1))
    variance = (p1 * (1 - p1) / n1 + r * r * p0 * (1 - p0) / n0) * mpf(n1 + n0) / (n1 + n0 - 1)
    top = mpf(x1) / n1 - r * mpf(x0) / n0 - delta
    if variance <= 0:
        return mpf(0) if abs(top) < mpf(10) ** -30 else mp.inf * top
    return top / sqrt(variance)


def odds_z(table, omega):
    """Z of the odds ratio, with the likelihood maximised over the control's log odds."""
    x1, n1, x0, n0 = table
    if x1 + x0 in (0, n1 + n0):
        return None
    shift = log(mpf(omega))

    def expit(value):
        return 1 / (1 + exp(-value))

    eta = decreasing_root(lambda v: x1 + x0 - n1 * expit(v + shift) - n0 * expit(v), mpf(-300), mpf(300))
    p1, p0 = expit(eta + shift), expit(eta)
    weight = 1 / (n1 * p1 * (1 - p1)) + 1 / (n0 * p0 * (1 - p0))
    return (x1 - n1 * p1) * sqrt(weight) * sqrt(1 - mpf(1) / (n1 + n0))


def limit(z, estimate, end, target):
    """The null value between the estimate and the end of its range at which z is the target; None if there is none."""
    step, inside = mpf(1) / 64, estimate
    while step > mpf(10) ** -12:
        # Walk outward in halves of the remaining way (or in doubling steps on an unbounded scale).
        outside = end + (estimate - end) * step if abs(end) <= 1 else estimate + (1 if end > 0 else -1) / step / 64
        if (z(outside) - target) * (1 if target > 0 else -1) >= 0:
            return bracketed_root(lambda v: z(v) - target, inside, outside)
        inside, step = outside, step / 2
    return None


def z_of(table, scale):
    """Z as a function of the null: itself for differences, its logarithm for ratios."""
    if scale == "difference":
        return lambda null: linear_z(table, 1, null)
    if scale == "ratio":
        return lambda null: linear_z(table, exp(null), 0)
    return lambda null: odds_z(table, exp(null))


def interval(table, scale, level):
    """The null values that are not rejected; None where the scale is undefined for the table."""
    x1, n1, x0, n0 = table
    c = normal_isf((1 - mpf(level)) / 2)
    z = z_of(table, scale)
    if scale == "difference":
        estimate = mpf(x1) / n1 - mpf(x0) / n0
        lower = mpf(-1) if estimate == -1 else limit(z, estimate, mpf(-1), c)
        upper = mpf(1) if estimate == 1 else limit(z, estimate, mpf(1), -c)
        return lower, upper
    if scale == "ratio":
        if x1 + x0 == 0:
            return None
        no_lower, no_upper = x1 == 0, x0 == 0
        start = mpf(0) if no_lower or no_upper else log(mpf(x1) * n0 / (mpf(n1) * x0))
    else:
        if x1 + x0 in (0, n1 + n0):
            return None
        no_lower, no_upper = x1 == 0 or x0 == n0, x0 == 0 or x1 == n1
        start = mpf(0) if no_lower or no_upper else log(mpf(x1) * (n0 - x0) / (mpf(x0) * (n1 - x1)))
    if no_upper and not no_lower:
        # The estimate is infinite: the limit lies below every value at which z is under c.
        start = mpf(30)
    elif no_lower and not no_upper:
        start = mpf(-30)
    lower = mpf(0) if no_lower else exp(limit(z, start, -mp.inf, c))
    upper = mp.inf if no_upper else exp(limit(z, start, mp.inf, -c))
    return lower, upper


def answer(z):
    return {"z": z, "pTwoSided": 2 * normal_sf(abs(z)), "pGreater": normal_sf(z), "pLess": normal_sf(-z)}


def tables():
    """(name, (x1, n1, x0, n0)), treatment first."""
    yield from (
        ("Methods/proportions", (156, 1480, 120, 1500)),
        ("Methods/proportions, small", (7, 22, 1, 20)),
        ("Newcombe 1998b (a)", (56, 70, 48, 80)),
        ("Newcombe 1998b (b)", (9, 10, 3, 10)),
        ("Newcombe 1998b (c)", (6, 7, 2, 7)),
        ("Newcombe 1998b (d)", (5, 56, 0, 29)),
        ("Newcombe 1998b (e)", (0, 10, 0, 20)),
        ("Newcombe 1998b (f)", (0, 10, 0, 10)),
        ("Newcombe 1998b (g)", (10, 10, 0, 20)),
        ("Newcombe 1998b (h)", (10, 10, 0, 10)),
        ("Methods/proportions, no successes", (0, 100, 0, 100)),
    )
    small = [(1, 2, 1, 2), (0, 2, 1, 3), (2, 2, 1, 3), (0, 5, 5, 5), (5, 5, 5, 5), (100, 100, 100, 100), (3, 8, 4, 8)]
    small += [(4, 8, 4, 8), (0, 12, 3, 15), (12, 12, 13, 15), (3, 15, 0, 12), (15, 15, 0, 1), (1, 1, 0, 1), (1, 40, 2, 40)]
    small += [(10, 20, 10, 20), (5, 10, 10, 20), (5, 20, 15, 20), (20, 30, 10, 30), (19, 20, 17, 25), (2, 30, 0, 200)]
    medium = [(30, 100, 20, 100), (45, 200, 400, 2000), (0, 1000, 5, 1000), (0, 1000, 0, 10), (998, 1000, 990, 1000)]
    medium += [(500, 1000, 500, 1000), (50, 1000, 950, 1000), (120, 1000, 100, 1000), (9, 400, 21, 430), (250, 1000, 2500, 9000)]
    large = [(1200, 10000, 1000, 10000), (1, 10000, 8, 10000), (5100, 10000, 4900, 10000), (15, 100000, 9, 100000)]
    large += [(20119, 44700, 20034, 45489), (8502, 44700, 8279, 45489), (267, 21306, 122, 21306), (3, 10**6, 1, 10**6)]
    large += [(0, 10**6, 3, 10**6), (10**6, 10**6, 999990, 10**6), (50200, 10**6, 50000, 10**6), (100, 200, 300000, 10**6)]
    large += [(2003000, 10**7, 2000000, 10**7), (1, 10**7, 0, 10**7), (9999990, 10**7, 9999999, 10**7)]
    large += [(5000000, 10**7, 5000000, 10**7), (5004000, 10**7, 5000000, 10**7), (40, 10**7, 80, 10**7)]
    for table in small + medium + large:
        yield "{}/{} against {}/{}".format(*table), table


def case_of(name, table):
    x1, n1, x0, n0 = table
    case = {"name": name, "x1": x1, "n1": n1, "x0": x0, "n0": n0, "nulls": [], "intervals": []}
    widest = interval(table, "difference", 0.99)
    nulls = [-0.2, -0.005, 0.0, 0.01, 0.1, 0.5]
    nulls += [round(float(widest[0] * 0.7 + widest[1] * 0.3), 9), round(float(widest[1]), 9)]
    for null in nulls:
        if -1 < null < 1:
            case["nulls"].append({"scale": "difference", "null": null} | answer(linear_z(table, 1, null)))
    if x1 + x0:
        for null in (0.5, 0.9, 1.0, 1.1, 2.0, 3.02):
            case["nulls"].append({"scale": "ratio", "null": null} | answer(linear_z(table, null, 0)))
    if x1 + x0 not in (0, n1 + n0):
        for null in (0.4, 0.95, 1.0, 1.2, 5.0):
            case["nulls"].append({"scale": "oddsRatio", "null": null} | answer(odds_z(table, null)))
    for r, delta in ((0.9, 0.01), (1.1, -0.02), (0.8, -0.05)):
        case["nulls"].append({"scale": "mixed", "r": r, "delta": delta} | answer(linear_z(table, r, delta)))
    for scale in ("difference", "ratio", "oddsRatio"):
        for level in LEVELS:
            limits = interval(table, scale, level)
            if limits:
                case["intervals"].append({"scale": scale, "level": level, "lower": limits[0], "upper": limits[1]})
    return case


def statsmodels_deviation(case):
    """Worst relative difference of statsmodels' score intervals (ratio, odds ratio) and tests, where all are finite."""
    worst = {}
    counts = (case["x1"], case["n1"], case["x0"], case["n0"])
    if 0 in counts or case["x1"] == case["n1"] or case["x0"] == case["n0"]:
        return worst
    # No differences: statsmodels 0.15.0 has a slip in their restricted maximum (its interval for 56/70 against 48/80 is not
    # the published one).
    names = {"ratio": "ratio", "oddsRatio": "odds-ratio"}
    for row in case["intervals"]:
        if row["scale"] not in names:
            continue
        try:
            low, high = confint_proportions_2indep(
                *counts, method="score", compare=names[row["scale"]], alpha=1 - row["level"], correction=True
            )
        except ValueError:  # statsmodels finds no bracket
            continue
        value = max(abs(low / float(row["lower"]) - 1), abs(high / float(row["upper"]) - 1))
        worst[row["scale"] + " interval"] = max(worst.get(row["scale"] + " interval", 0), value)
    for row in case["nulls"]:
        if row["scale"] in names and abs(row["z"]) > 1e-6:
            peer = test_proportions_2indep(
                *counts, value=row["null"], method="score", compare=names[row["scale"]], correction=True
            )
            value = abs(peer.statistic / float(row["z"]) - 1)
            worst[row["scale"] + " z"] = max(worst.get(row["scale"] + " z", 0), value)
    return worst


if __name__ == "__main__":
    cases, worst = [], {}
    for name, table in tables():
        case = case_of(name, table)
        cases.append(case)
    for case in cases:
        for key, value in statsmodels_deviation(case).items():
            worst[key] = max(worst.get(key, 0), value)
    for key, value in worst.items():
        print(f"miettinen_nurminen: {key}: statsmodels differs by at most {value:.3g}")
    write(
        __file__,
        ["mpmath", "statsmodels"],
        "restricted maximum of the binomial likelihood by bisection of its slope, limits by bracketed root of Z = c, in mpmath with "
        "50 digits; compared with statsmodels.stats.proportion.confint_proportions_2indep and test_proportions_2indep(method='score')",
        cases,
    )
