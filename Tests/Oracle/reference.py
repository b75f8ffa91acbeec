"""Distribution tails and roots in mpmath, with as many digits as a result needs to round to the right double."""

from fractions import Fraction
from math import comb

from mpmath import erfc, exp, log, mp, mpf, npdf, power, sqrt, workdps
from scipy import stats

mp.dps = 40


def normal_sf(z):
    """P(Z > z)."""
    return erfc(mpf(z) / sqrt(2)) / 2


def normal_isf(q):
    """The z with P(Z > z) = q, by Newton's method on ln P from SciPy's value."""
    q = mpf(q)
    if q == mpf(1) / 2:
        return mpf(0)
    if q > mpf(1) / 2:
        return -normal_isf(1 - q)
    z = mpf(float(stats.norm.isf(float(q))))
    for _ in range(6):
        tail = normal_sf(z)
        z += (log(tail) - log(q)) * tail / npdf(z)
    return z


def series_2f1_b1(a, c, x):
    """2F1(a, 1; c; x) for 0 <= x < 1 by its series of positive terms."""
    term, total, k = mpf(1), mpf(1), 0
    while term > total * mpf(10) ** (-mp.dps - 5):
        term *= (a + k) / (c + k) * x
        total += term
        k += 1
    return total


def t_pdf(t, nu):
    t, nu = mpf(t), mpf(nu)
    return power(1 + t * t / nu, -(nu + 1) / 2) / (sqrt(nu) * beta_half(nu))


def beta_half(nu):
    """B(1/2, nu/2) through log-gamma, which is stable for nu of 1e8 and more."""
    return exp(mp.loggamma(mpf(1) / 2) + mp.loggamma(nu / 2) - mp.loggamma((nu + 1) / 2))


def t_sf(t, nu):
    """P(T > t) for Student's t with real nu > 0, by the incomplete-beta series on the side where it is short."""
    t, nu = mpf(t), mpf(nu)
    if t < 0:
        return 1 - t_sf(-t, nu)
    if t == 0:
        return mpf(1) / 2
    digits = mp.dps + 25
    if t * t <= nu:
        digits += int(t * t / 4) + 10
    with workdps(digits):
        half = mpf(1) / 2
        t, nu = mpf(t), mpf(nu)
        if t * t > nu:
            x = nu / (nu + t * t)
            tail = power(x, nu / 2) * sqrt(1 - x) / (nu / 2 * beta_half(nu)) * series_2f1_b1((nu + 1) / 2, nu / 2 + 1, x)
            return +(tail / 2)
        y = t * t / (nu + t * t)
        middle = sqrt(y) * power(1 - y, nu / 2) / (half * beta_half(nu)) * series_2f1_b1((nu + 1) / 2, half + 1, y)
        return +((1 - middle) / 2)


def t_isf(q, nu):
    """The t with P(T > t) = q, by Newton's method on ln P against ln t from SciPy's value."""
    q, nu = mpf(q), mpf(nu)
    if q == mpf(1) / 2:
        return mpf(0)
    if q > mpf(1) / 2:
        return -t_isf(1 - q, nu)
    start = float(stats.t.isf(float(q), float(nu)))
    if not 0 < start < float("inf"):
        start = float(stats.norm.isf(float(q)))
    t = mpf(start)
    for _ in range(60):
        tail = t_sf(t, nu)
        step = (log(tail) - log(q)) * tail / (t * t_pdf(t, nu))
        t *= exp(step)
        if abs(step) < mpf(10) ** (-mp.dps // 2 - 2):
            return t
    raise ArithmeticError(f"t_isf({q}, {nu})")


def chi_square_sf(x, df):
    """P(X > x)."""
    x, df = mpf(x), mpf(df)
    if x == 0:
        return mpf(1)
    return mp.gammainc(df / 2, x / 2, mp.inf, regularized=True)


def bracketed_root(f, a, b, digits=25):
    """A root of f between a and b, where f changes sign: bisection, then the Illinois rule."""
    fa, fb = f(a), f(b)
    if fa == 0:
        return a
    if fb == 0:
        return b
    if (fa > 0) == (fb > 0):
        raise ArithmeticError("no change of sign")
    for step in range(400):
        m = (a + b) / 2 if step < 8 or step % 12 == 0 else (a * fb - b * fa) / (fb - fa)
        fm = f(m)
        if fm == 0:
            return m
        if (fm > 0) != (fb > 0):
            a, fa = b, fb
        else:
            fa /= 2
        b, fb = m, fm
        if abs(b - a) <= mpf(10) ** -digits * max(abs(a), abs(b), mpf(10) ** -digits):
            return b
        if step > 30 and abs(fb) < mpf(10) ** (-digits - 3):
            return b
    raise ArithmeticError("root not found")


def binomial_p(counts, weights):
    """Twice the smaller tail of the binomial distribution, both with the observed count, at most 1."""
    n, k, (a, b) = sum(counts), counts[0], weights
    if n > 2000:
        odds = mpf(a) / b
        mass = mpf(comb(n, k)) * (odds / (1 + odds)) ** k / (1 + odds) ** (n - k)

        def tail(step):
            """The mass of the count and of those beyond it on one side, up to what 40 digits do not see."""
            total, term, j = mass, mass, k
            while 0 <= j + step <= n and term > total * mpf(10) ** -40:
                term *= odds * (n - j) / (j + 1) if step > 0 else j / (odds * (n - j + 1))
                j, total = j + step, total + term
            return total

        return min(mpf(1), 2 * min(tail(-1), tail(1)))
    values = [comb(n, j) * a**j * b ** (n - j) for j in range(n + 1)]
    smaller = min(sum(values[: k + 1]), sum(values[k:]))
    p = min(Fraction(1), Fraction(2 * smaller, (a + b) ** n))
    return mpf(p.numerator) / p.denominator
