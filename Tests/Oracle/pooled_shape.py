"""The pooled-shape pivot of Methods/skewed-data, from rows, in doubles with scipy's t; written from the text, not from the code.

As a script it writes readings, p-values and limits of generated rows to pooled_shape.json.
"""

from math import copysign, inf, sqrt

import numpy as np
from scipy.optimize import brentq
from scipy.stats import kurtosis, skew, t as student

LIMIT = 0.064


class Arm:
    """Value, variance, degrees of freedom and standardized moments of one arm; `d` are the denominators of a ratio."""

    def __init__(self, y, d=None):
        y = np.asarray(y, float)
        self.n = len(y)
        self.is_positive = bool((y >= 0).all() and (d is None or (np.asarray(d) >= 0).all()))
        if d is None:
            self.value = y.mean()
            psi, units = y - self.value, float(self.n)
        else:
            d = np.asarray(d, float)
            self.value = y.sum() / d.sum()
            psi, units = (y - self.value * d) / d.mean(), d.sum() ** 2 / (d**2).sum()
        m2 = (psi**2).mean()
        self.df = units - 1
        self.variance = m2 * units / (units - 1) / self.n
        self.is_constant = bool(np.ptp(psi) == 0)
        self.g = 0.0 if self.is_constant else float(skew(psi))
        self.k = 0.0 if self.is_constant else float(kurtosis(psi, fisher=False))


class ShapedArm:
    """An arm with a value that is adjusted; `psi` is what each unit adds to it, `rows` its row vectors."""

    def __init__(self, value, variance, df, psi, rows):
        self.value, self.variance, self.df, self.n = value, variance, df, len(psi)
        self.is_positive = bool((rows >= 0).all())
        values = rows[:, 0] - (rows[:, 0].sum() / rows[:, 1].sum() * rows[:, 1] if rows.shape[1] == 2 else rows[:, 0].mean())
        self.is_constant = bool(np.ptp(values) == 0)
        self.g = 0.0 if self.is_constant else float(skew(psi))
        self.k = 0.0 if self.is_constant else float(kurtosis(psi, fisher=False))


class Pivot:
    """`shared` is the part of the variance at a ratio that no arm's own rows make, with `shared_df` degrees of freedom."""

    def __init__(self, control, variant, shared=lambda r: 0.0, shared_df=inf):
        self.shared, self.shared_df = shared, shared_df
        self.zero, self.one = control, variant
        varied = [arm for arm in (control, variant) if not arm.is_constant]
        n = sum(arm.n for arm in varied)
        self.g = sum(arm.n * arm.g for arm in varied) / n
        self.k = max(sum(arm.n * arm.k for arm in varied) / n, self.g**2 + 1)
        self.is_positive = control.is_positive and variant.is_positive

    @property
    def decides(self):
        return abs(self.g) / sqrt(min(self.zero.n, self.one.n)) > LIMIT

    @property
    def thin(self):
        """The arm without a verdict and its effective units, or None."""
        found = []
        for name, arm in (("control", self.zero), ("variant", self.one)):
            own = 0 if arm.is_constant else arm.n / (arm.k - 1)
            expected = arm.n / (self.k - 1)
            if own < 3 and (own == 0 or own < expected / 2):
                found.append((own, name))
        return min(found) if self.decides and found else None

    def null_ratio(self, r, delta):
        zero, one = self.zero, self.one
        if delta == 0 or not self.is_positive or r <= 0 or (zero.value == 0 and one.value == 0):
            return r
        w1, rho = one.n, r
        for _ in range(3):
            mu0 = (zero.n * zero.value + w1 * (one.value - delta) / r) / (zero.n + w1)
            mu1 = r * mu0 + delta
            rho = r / 6 if mu1 <= 0 else 6 * r if mu0 <= 0 else min(max(mu1 / mu0, r / 6), 6 * r)
            w1 = one.n * r**2 / rho**2
        return rho

    def reading(self, r, delta):
        zero, one = self.zero, self.one
        rho = self.null_ratio(r, delta)
        inverse = 1 if rho == r else r / rho
        w = (rho**2 / one.n) / (rho**2 / one.n + r**2 / zero.n)
        trust = lambda arm: 1 / (1 + 10 * (self.k - 1) / arm.n)
        l0, l1 = trust(zero), trust(one)
        f1 = min(1, max(0, (w - 0.5) / 0.25)) * (1 - l1)
        f0 = min(1, max(0, (0.5 - w) / 0.25)) * (1 - l0)
        v1, v0 = one.variance, r**2 * zero.variance
        floor1 = f1 * rho**2 * zero.variance * zero.n / one.n
        floor0 = f0 * inverse**2 * one.variance * one.n / zero.n
        b1, b0 = max(v1, floor1), max(v0, floor0)
        q1, q0 = floor1 / b1 if b1 else 0, floor0 / b0 if b0 else 0
        shared = self.shared(r)
        v = b1 + b0 + shared
        spread = (1 - q1) * b1**2 / one.df + (1 - q0) * b0**2 / zero.df + shared**2 / self.shared_df
        nu = max(1, min(v**2 / spread if spread else inf, one.df + zero.df))
        z = (one.value - r * zero.value - delta) / sqrt(v)
        lam = min(l1, l0)
        omega = lam * v1 / (v1 + v0) + (1 - lam) * w
        gamma = lambda arm, l: self.g if arm.is_constant else l * arm.g + (1 - l) * self.g
        a_ = gamma(one, l1) * omega**1.5 / sqrt(one.n) - copysign(1, r) * gamma(zero, l0) * (1 - omega) ** 1.5 / sqrt(zero.n)
        a = a_ / (1 + abs(a_))
        b = a * (1 - (q1 if a_ > 0 else q0) / 2) if z * a_ < 0 else a
        h = z + b * z**2 / 3 + b**2 * z**3 / 27 + a / 6
        return {"rho": rho, "w": w, "b1": b1, "b0": b0, "nu": nu, "z": z, "omega": omega, "a": a_, "h": h, "v": v}

    def first_step(self, center, scale):
        error = sqrt(self.reading(1, 0)["v"])
        return 0.01 * max(abs(center), error / abs(self.zero.value) if scale == "relative" else error)

    def farthest(self, r, delta, scale="absolute"):
        """The reading by which the interval on the scale contains a null value or not. No difference is read by itself. Before it,
        what is rejected on the way is rejected, unless no difference is not; beyond it, the way begins there. On the scale of the
        lift the way goes through the ratios."""
        zero, one = self.zero.value, self.one.value
        if scale != "relative" or delta != 0 or zero == 0:
            scale = "absolute"
        center, end = (one / zero, r) if scale == "relative" else (one - r * zero, delta)
        read = (lambda x: self.reading(x, 0)) if scale == "relative" else (lambda x: self.reading(r, x))
        null = 1 if scale == "relative" else 0
        if end == null:
            return read(end)
        upward = end > center
        rises = scale == "relative" and zero < 0
        tail = lambda at: student.sf(at["h"] if upward == rises else -at["h"], at["nu"])
        is_past = center < null < end or end < null < center
        found = [read(end)] + ([read(null)] if is_past else [])
        inside, step = null if is_past else center, self.first_step(center, scale) * (1 if upward else -1)
        for _ in range(6000):
            inside, step = inside + step, step * 1.1
            if not np.isfinite(inside) or (inside >= end if upward else inside <= end):
                break
            found.append(read(inside))
        least = min(found, key=tail)
        is_before = end < null if upward else end > null
        return max([least, read(null)], key=tail) if is_before else least

    def p(self, r, delta, alternative="two-sided", scale="absolute"):
        at = self.farthest(r, delta, scale)
        above, below = student.sf(at["h"], at["nu"]), student.cdf(at["h"], at["nu"])
        return {"two-sided": min(1, 2 * min(above, below)), "greater": above, "less": below}[alternative]

    def crossing(self, center, first, end, excess):
        inside, step = center, first
        for _ in range(6000):
            at = min(inside + step, end) if first > 0 else max(inside + step, end)
            if not np.isfinite(at):
                return None
            if excess(at) >= 0:
                return brentq(excess, inside, at, xtol=1e-14, rtol=1e-14)
            if at == end:
                return None
            inside, step = at, step * 1.1
        return None

    def reach(self, center, null, step, end, excess):
        """The first crossing, past no difference where that is not rejected."""
        if not (center < null < end or end < null < center):
            return self.crossing(center, step, end, excess)
        return self.crossing(center, step, null, excess) if excess(null) >= 0 else self.crossing(null, step, end, excess)

    def interval(self, scale, tail):
        """Limits of the difference, or of the lift."""

        def excess(r, delta):
            at = self.reading(r, delta)
            return abs(at["h"]) - student.isf(tail, at["nu"])

        if scale == "absolute":
            center = self.one.value - self.zero.value
            step = self.first_step(center, scale)
            low = self.reach(center, 0, -step, -inf, lambda x: excess(1, x))
            high = self.reach(center, 0, step, inf, lambda x: excess(1, x))
            return (-inf if low is None else low, inf if high is None else high)
        center = self.one.value / self.zero.value
        step = self.first_step(center, scale)
        far = 1e6 * max(1, abs(center))
        near = min(1e-9, center * 1e-9) if self.is_positive else -far
        low = self.reach(center, 1, -step, near, lambda x: excess(x, 0)) if center > near else None
        high = self.reach(center, 1, step, far, lambda x: excess(x, 0))
        low = (0 if self.is_positive else -inf) if low is None else low
        high = inf if high is None else high
        return (low - 1, high - 1) if self.zero.value > 0 else (1 - high, 1 - low)


def comparison(zero, one, level=0.95):
    """The difference of two arms as a result shows it: by the pivot where it decides, else by Student's t."""
    pivot, tail = Pivot(zero, one), (1 - level) / 2
    difference, error = one.value - zero.value, sqrt(zero.variance + one.variance)
    found = {"method": "hall-t" if pivot.decides else "student-t", "difference": difference, "standardError": error}
    if pivot.decides:
        at, (low, high) = pivot.farthest(1, 0), pivot.interval("absolute", tail)
        return found | {"t": at["h"], "df": at["nu"], "p": pivot.p(1, 0), "lower": low, "upper": high, "thin": pivot.thin is not None}
    df = error**4 / (zero.variance**2 / zero.df + one.variance**2 / one.df)
    half = student.isf(tail, df) * error
    p = 2 * student.sf(abs(difference) / error, df)
    return found | {"t": difference / error, "df": df, "p": p, "lower": difference - half, "upper": difference + half, "thin": False}


PAIRS = [
    ("F3", ("F3 control", 7, "c-", 200), ("F3 treatment", 7, "t-", 200)),
    ("unequal counts", ("F3 control", 21, "c-", 900), ("F3 control", 21, "t-", 60)),
    ("heavy tail", ("skewed", 13, "a", 300), ("skewed", 13, "b", 25)),
    ("rare conversion", ("conversion", 15, "a", 1500), ("conversion", 15, "b", 400)),
    ("counts", ("counts", 14, "a", 90), ("counts", 14, "b", 40)),
    ("few units", ("F3 treatment", 3, "c-", 40), ("F3 treatment", 3, "t-", 3)),
]
NULLS = [(1, 0), (0.5, 0), (3, 0), (1, 0.4), (1, -0.3)]


def case(name, control, variant):
    arms = [Arm([float(row[0]) for row in rows(*arm)]) for arm in (control, variant)]
    pivot, keys = Pivot(*arms), ("recipe", "seed", "keyPrefix", "n")
    found = {"name": name, "control": dict(zip(keys, control)), "variant": dict(zip(keys, variant))}
    found |= {"skewness": pivot.g, "kurtosis": pivot.k, "isSkewed": pivot.decides}
    found["thin"] = pivot.thin and {"arm": pivot.thin[1], "units": pivot.thin[0]}
    scale = abs(arms[0].value)
    found["tests"] = []
    for r, share in NULLS:
        at = pivot.farthest(r, share * scale)
        found["tests"].append({"r": r, "delta": share * scale, "h": at["h"], "df": at["nu"], "p": pivot.p(r, share * scale)})
    found["intervals"] = []
    for level in (0.8, 0.95, 0.99):
        for estimand in ("absolute", "relative"):
            low, high = pivot.interval(estimand, (1 - level) / 2)
            found["intervals"].append({"estimand": estimand, "level": level, "lower": low, "upper": high})
    return found


if __name__ == "__main__":
    from generated_rows import RECIPES, rows
    from oracle_table import write

    write(
        __file__,
        ["scipy", "numpy"],
        "first column of the generated rows; g = scipy.stats.skew, k = scipy.stats.kurtosis(fisher=False); H of Methods/skewed-data "
        "with scipy.stats.t, limits by scipy.optimize.brentq from the first crossing, past no difference where that is not rejected",
        [case(*pair) for pair in PAIRS],
        recipes=RECIPES,
    )
