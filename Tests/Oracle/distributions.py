"""Tails and quantiles of the normal, Student t, chi-square, F and binomial distributions (mpmath)."""

from mpmath import betainc, binomial, factorial, log, log1p, mpf, nstr, rf
from scipy import stats

from oracle_table import write
from reference import chi_square_sf, normal_isf, normal_sf, t_isf, t_sf

PROBABILITIES = [0.9999, 0.99, 0.9, 0.75, 0.5, 0.4, 0.25, 0.1, 0.05, 0.025, 0.02, 0.01, 0.005, 0.001, 0.0005, 1e-6, 1e-10]
TINY = [1e-15, 1e-20, 1e-50, 1e-100, 1e-200, 1e-300]
DEGREES = [1, 1.3, 2, 2.5, 3.7, 5, 9, 14.25, 29.999, 57.3, 100, 355.5, 1000, 12345.6, 1e5, 1e6, 1e7, 1e8, 1e10, 1e12]
SMALLEST = mpf(2) ** -1022


def normal():
    points = [-20, -8.25, -6, -4, -3, -2.5, -1.959964, -1, -0.5, -1e-3, -1e-10, 0, 1e-10, 1e-3, 0.1, 0.5, 1]
    points += [1.644853626951, 1.959963984540054, 2.5, 3, 4, 5, 6.5, 8.25, 10, 15, 20, 25, 30, 35, 37, 38, 40, 45, 50, 55, 60]
    for z in points:
        upper, lower = normal_sf(z), normal_sf(-z)
        case = {"distribution": "normal", "function": "tails", "x": z, "lower": lower, "upper": upper}
        for name in ("lower", "upper"):
            if case[name] < SMALLEST:
                case[name] = None
        yield case | {"logUpper": log(upper) if z > 0 else log1p(-lower)}
    for q in PROBABILITIES + TINY:
        yield {"distribution": "normal", "function": "upperQuantile", "q": q, "x": normal_isf(q)}


def student_t():
    for nu in DEGREES:
        for t in (-3.3, -1, -0.01, 0, 1e-6, 0.1, 0.5, 1, 1.96, 2.5, 3.3, 5, 8, 12, 20, 37, 100, 1000):
            if t < 38 or t * t > nu:
                upper = t_sf(t, nu)
                if upper > SMALLEST:
                    yield {"distribution": "studentT", "function": "upper", "df": nu, "x": t, "upper": upper}
        for q in PROBABILITIES + (TINY if nu >= 5 else TINY[:4]):
            yield {"distribution": "studentT", "function": "upperQuantile", "df": nu, "q": q, "x": t_isf(q, nu)}


def chi_square():
    for df in (1, 2, 3, 4, 7, 15, 60, 250):
        for ratio in (0, 1e-6, 0.01, 0.3, 0.8, 1, 1.2, 1.7, 3, 6, 12):
            x = ratio * df
            upper = chi_square_sf(x, df)
            if upper > SMALLEST:
                yield {"distribution": "chiSquare", "function": "upper", "df": df, "x": x, "upper": upper}
    for df, x in ((1, 3.841458820694124), (2, 14.508), (1, 22.774369), (2, 0.911111), (1, 100), (1, 700), (1, 1370), (2, 1380), (5, 1400)):
        yield {"distribution": "chiSquare", "function": "upper", "df": df, "x": x, "upper": chi_square_sf(x, df)}


def fisher_f():
    for d1, d2 in ((1, 5), (2, 10), (3, 3.5), (5, 29.7), (10, 100), (4, 1000)):
        for x in (0.01, 0.5, 1, 2, 3.5, 8, 40):
            upper = betainc(mpf(d2) / 2, mpf(d1) / 2, 0, d2 / (d2 + mpf(d1) * x), regularized=True)
            yield {"distribution": "f", "function": "upper", "df1": d1, "df2": d2, "x": x, "upper": upper}
    # Of an even numerator the upper tail is a finite sum: I_w(a, k) = w^a * sum over j < k of (a)_j / j! * (1 - w)^j.
    for d1 in (2, 4, 10, 20):
        for d2 in (1.9e5, 2.1e5, 999999, 1e6, 1e7, 1e9, 1e12):
            for x in (0.3, 1, 2, 3.5, 5, 12):
                a, w = mpf(d2) / 2, 1 / (1 + d1 * mpf(x) / mpf(d2))
                upper = w**a * sum(rf(a, j) / factorial(j) * (1 - w) ** j for j in range(d1 // 2))
                yield {"distribution": "f", "function": "upper", "df1": d1, "df2": d2, "x": x, "upper": upper}


def binomial_sum(n, p, start, step):
    """Sum of the probabilities from `start` outward until they no longer count."""
    p = mpf(p)
    term = binomial(n, start) * p**start * (1 - p) ** (n - start) if 0 <= start <= n else mpf(0)
    total, k = mpf(0), start
    while 0 <= k <= n and term > total * mpf(10) ** -45:
        total += term
        if step > 0:
            term *= mpf(n - k) / (k + 1) * p / (1 - p)
        else:
            term *= mpf(k) / (n - k + 1) * (1 - p) / p
        k += step
    return total


def binomials():
    for n, p in ((1, 0.3), (5, 0.5), (10, 0.1), (30, 0.5), (49, 0.37), (200, 0.02), (999, 0.5), (1500, 0.08), (20000, 0.5), (100000, 0.001), (100000, 0.4)):
        deviation = (n * p * (1 - p)) ** 0.5
        ks = {0, n} | {round(n * p + d * deviation) for d in (-12, -5, -2, -1, 0, 1, 2, 5, 12)}
        for k in sorted(k for k in ks if 0 <= k <= n):
            pmf = binomial(n, k) * mpf(p) ** k * (1 - mpf(p)) ** (n - k)
            mean = n * p
            below = binomial_sum(n, p, k, -1) if k <= mean else 1 - binomial_sum(n, p, k + 1, 1)
            above = binomial_sum(n, p, k + 1, 1) if k >= mean else 1 - binomial_sum(n, p, k, -1)
            if k == n:
                below, above = mpf(1), mpf(0)
            if pmf > SMALLEST and below > SMALLEST and (above > SMALLEST or k == n):
                yield {"distribution": "binomial", "function": "tails", "n": n, "p": p, "k": k, "pmf": pmf, "atMost": below, "above": above}


def deviation(case):
    """Relative difference of SciPy's value, None where SciPy gives infinity or the value is 0."""
    kind, function = case["distribution"], case["function"]
    parameters = [case[key] for key in ("df", "df1", "df2") if key in case]
    peers = {"normal": stats.norm, "studentT": stats.t, "chiSquare": stats.chi2, "f": stats.f}
    if function == "upperQuantile":
        value, peer = case["x"], peers[kind].isf(case["q"], *parameters)
    elif kind == "normal":
        value, peer = case["logUpper"], stats.norm.logsf(case["x"])
    elif kind == "binomial":
        value, peer = case["atMost"], stats.binom.cdf(case["k"], case["n"], case["p"])
    else:
        value, peer = case["upper"], peers[kind].sf(case["x"], *parameters)
    return abs(peer / float(value) - 1) if value and abs(peer) < float("inf") else None


cases = [case for part in (normal, student_t, chi_square, fisher_f, binomials) for case in part()]
worst = {}
for case in cases:
    key = f"{case['distribution']} {case['function']}"
    worst[key] = max(worst.get(key, 0), deviation(case) or 0)
for key, value in worst.items():
    print(f"distributions: {key}: SciPy differs by at most {nstr(mpf(float(value)), 3)}")

write(
    __file__,
    ["mpmath", "scipy"],
    "normal: erfc(z/sqrt 2)/2; t: incomplete-beta series; chi-square: gammainc; F: betainc; binomial: summed probabilities; "
    "quantiles by Newton's method; all in mpmath with 40 digits or more, compared with scipy.stats",
    cases,
)
