"""Intervals of a ratio of two estimates: every r that the contrast theta1 - r theta0 = 0 does not reject, by brute force.

The set {r : p(r) >= 1 - level} is found by scanning r over the whole line and bisecting the two-sided p-value; no use is
made of Fieller's closed form except for the normal cases, where both are computed and must agree.
"""

import numpy
from mpmath import inf, mp, mpf, pi, sqrt
from scipy import stats

from evidence import satterthwaite, upper_tail
from oracle_table import write
from reference import normal_isf, t_isf

mp.dps = 30
LEVELS = [0.8, 0.9, 0.95, 0.99, 0.999]
POINTS = 20001


def degrees(case, r, number=mpf):
    """Degrees of freedom of the contrast at r; None for the normal distribution."""
    kind = case["df"]["kind"]
    if kind == "normal":
        return None
    if kind == "constant":
        return number(case["df"]["value"]) + 0 * r
    df = case["df"]
    parts = [(number(case["variance1"]), number(df["df1"])), (r * r * number(case["variance0"]), number(df["df0"]))]
    if case["covariance"]:
        parts.append((-2 * r * number(case["covariance"]), number(df["dfRest"])))
    return satterthwaite(parts)


def statistic(case, r):
    variance = mpf(case["variance1"]) + r * r * mpf(case["variance0"]) - 2 * r * mpf(case["covariance"])
    return (mpf(case["theta1"]) - r * mpf(case["theta0"])) / sqrt(variance)


def tail_excess(case, r, level):
    """One-sided p of |t(r)| minus half of 1 - level: positive where r is in the set."""
    df = degrees(case, r)
    t = abs(statistic(case, r))
    tail = upper_tail(t, df if df is not None else inf)
    return tail - (1 - mpf(level)) / 2


def scan(case, level):
    """Every boundary of the set, ascending, and whether the far ends of the line belong to it."""
    center = mpf(case["theta1"]) / mpf(case["theta0"])
    v0, v1 = mpf(case["variance0"]), mpf(case["variance1"])
    unit = sqrt(v1 + center**2 * v0) / abs(mpf(case["theta0"]))
    angles = [-pi / 2 + pi * mpf(k + 1) / (POINTS + 1) for k in range(POINTS)]

    def at(angle):
        return center + unit * mp.tan(angle)

    r = float(center) + float(unit) * numpy.tan(numpy.array([float(angle) for angle in angles]))
    variance = float(v1) + r * r * float(v0) - 2 * r * case["covariance"]
    t = numpy.abs((case["theta1"] - r * case["theta0"]) / numpy.sqrt(variance))
    if case["df"]["kind"] == "normal":
        tail = stats.norm.sf(t)
    else:
        df = degrees(case, r, float)
        tail = stats.t.sf(t, df)
    inside = tail >= (1 - level) / 2
    boundaries = []
    for k in numpy.nonzero(inside[1:] != inside[:-1])[0]:
        low, high = angles[k], angles[k + 1]
        at_low = tail_excess(case, at(low), level) >= 0
        if at_low == (tail_excess(case, at(high), level) >= 0):
            raise ArithmeticError("the scan and the bisection disagree")
        while abs(high - low) > mpf(10) ** -22 * abs(high) + mpf(10) ** -26:
            middle = (low + high) / 2
            if (tail_excess(case, at(middle), level) >= 0) == at_low:
                low = middle
            else:
                high = middle
        boundaries.append(at((low + high) / 2))
    return center, boundaries, bool(inside[0]), bool(inside[-1])


def closed_form(case, level):
    c2 = normal_isf((1 - mpf(level)) / 2) ** 2
    theta0, theta1 = mpf(case["theta0"]), mpf(case["theta1"])
    a = theta0**2 - c2 * mpf(case["variance0"])
    b = theta0 * theta1 - c2 * mpf(case["covariance"])
    root = b * b - a * (theta1**2 - c2 * mpf(case["variance1"]))
    return ((b - sqrt(root)) / a, (b + sqrt(root)) / a) if a > 0 else None


def result(case, level):
    center, boundaries, left, right = scan(case, level)
    df = degrees(case, center)
    q = (1 - mpf(level)) / 2
    c = normal_isf(q) if df is None else t_isf(q, df)
    row = {"level": level, "g": c * c * mpf(case["variance0"]) / mpf(case["theta0"]) ** 2, "dfAtEstimate": df}
    row["boundaries"] = boundaries
    if len(boundaries) == 2 and not left and not right:
        row |= {"set": "interval", "lower": boundaries[0], "upper": boundaries[1]}
        lifts = [boundaries[0] - 1, boundaries[1] - 1] if case["theta0"] > 0 else [1 - boundaries[1], 1 - boundaries[0]]
        row |= {"liftLower": lifts[0], "liftUpper": lifts[1]}
    else:
        row["set"] = "line" if not boundaries else "exclusive" if left and right and len(boundaries) == 2 else "ray"
    if df is None:
        exact = closed_form(case, level)
        if (exact is None) == (row["set"] == "interval"):
            raise ArithmeticError("closed form and brute force disagree about the kind of set")
        if exact and max(abs(exact[0] - row["lower"]), abs(exact[1] - row["upper"])) > mpf(10) ** -18 * abs(exact[1]):
            raise ArithmeticError("closed form and brute force disagree")
    return row


def inputs():
    """(name, theta0, variance0, theta1, variance1, covariance, df)."""

    def parts(df0, df1, rest=None):
        return {"kind": "satterthwaite", "df0": df0, "df1": df1} | ({"dfRest": rest} if rest else {})

    normal = {"kind": "normal"}
    yield "methods F1 mean of y", 15.5, 266 / 56, 18.5, 358 / 56, 0.0, parts(7, 7)
    yield "incremental ratio", 0.006, 1e-6, 0.30, 8e-4, 8e-6, normal
    yield "lift of +202 %", 0.0131, 4e-7, 0.03956, 9e-7, 0.0, parts(4100, 4200)
    yield "lift of +202 %, normal", 0.0131, 4e-7, 0.03956, 9e-7, 0.0, normal
    yield "tripled, few units", 2.1, 0.09, 6.4, 0.5, 0.0, parts(11, 13)
    yield "no lift", 19.8, 0.04, 19.8, 0.05, 0.0, parts(60, 58)
    yield "strong fall", 40.0, 1.5, 4.0, 0.3, 0.0, parts(25, 30)
    yield "treatment below zero", 5.0, 0.3, -1.0, 0.4, 0.0, parts(20, 22)
    yield "treatment zero", 5.0, 0.3, 0.0, 0.4, 0.0, parts(20, 22)
    yield "g close to 1", 1.0, 0.25, 1.4, 0.2, 0.0, parts(400, 300)
    yield "g close to 1, normal", 1.0, 0.25, 1.4, 0.2, 0.0, normal
    yield "g just below 1, normal", 1.96, 0.999, 2.5, 1.0, 0.0, normal
    yield "g at least 1", 1.0, 0.6, 3.0, 0.2, 0.0, parts(50, 50)
    yield "g at least 1, normal", 1.0, 0.6, 3.0, 0.2, 0.0, normal
    yield "no information, normal", 0.1, 1.0, 0.2, 1.0, 0.0, normal
    yield "negative control", -8.0, 0.5, -5.0, 0.7, 0.0, parts(40, 35)
    yield "negative control, normal", -8.0, 0.5, -11.0, 0.7, 0.1, normal
    yield "control df low", 10.0, 2.0, 13.0, 0.001, 0.0, parts(3, 5000)
    yield "treatment df low", 10.0, 0.001, 13.0, 2.0, 0.0, parts(5000, 3)
    yield "df 1 and 1", 100.0, 1.0, 110.0, 2.0, 0.0, parts(1, 1)
    yield "df near the estimate flatters", 10.0, 6.0, 60.0, 9.0, 0.0, parts(2, 4000)
    yield "control variance zero", 3.0, 0.0, 3.6, 0.04, 0.0, parts(9, 12)
    yield "treatment variance zero", 3.0, 0.05, 3.6, 0.0, 0.0, parts(9, 12)
    yield "huge counts", 0.25, 1.9e-8, 0.2504, 1.9e-8, 0.0, parts(9999999, 9999999)
    yield "covariance, constant df", 12.0, 0.8, 13.5, 0.9, 0.35, {"kind": "constant", "value": 23.5}
    yield "covariance, normal", 12.0, 0.8, 13.5, 0.9, 0.35, normal
    yield "negative covariance, normal", 12.0, 0.8, 13.5, 0.9, -0.35, normal
    yield "covariance, Satterthwaite", 12.0, 0.8, 13.5, 0.9, 0.35, parts(14, 16, 32)


if __name__ == "__main__":
    cases = []
    for name, theta0, variance0, theta1, variance1, covariance, df in inputs():
        case = {"name": name, "theta0": theta0, "variance0": variance0, "theta1": theta1, "variance1": variance1}
        case |= {"covariance": covariance, "df": df}
        case["results"] = [result(case, level) for level in LEVELS]
        cases.append(case)
    write(
        __file__,
        ["mpmath", "scipy", "numpy"],
        f"scan of {POINTS} values of r over the whole line with scipy.stats.t.sf, each change of sign of p(r) - (1 - level) "
        "refined by bisection in mpmath (30 digits); normal cases also by Fieller's closed form",
        cases,
    )
