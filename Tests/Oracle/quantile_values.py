#!/usr/bin/env python3
"""Quantiles of units, of the events of units and of clusters, with Woodruff's limits and MOVER, by loops over the rows.

Writes quantile_values.json. User i of 1...600 has the key "q" + i, the variant old where i is odd, else new, and the cluster
i mod 92, except that user 50 is in cluster 1, which is seen in both variants then. With u_b = uniform(11, key, b) the user has
1 + floor(5*u_1) events; event j has the value (1/(1 - 0.9*u_2) + 3*u_(10+j)), in new times 1.25, is missing where
u_(100+j) < 0.05, and is of the kind "a" where u_(200+j) < 0.8, else "b". The users 7 and 20 have one more event, a copy of
their first one in the other variant. Rows of units are the first event of each user, and those copies.
"""

import math
from fractions import Fraction

from scipy.stats import binom, norm

from hashing import uniform
from oracle_table import write

SEED, USERS, CLUSTERS = 11, 600, 92
C = float(norm.isf(0.025))


def rows(are_events):
    for i in range(1, USERS + 1):
        key = f"q{i}"
        variant = "old" if i % 2 == 1 else "new"
        cluster = 1 if i == 50 else i % CLUSTERS
        count = 1 + math.floor(5 * uniform(SEED, key, 1)) if are_events else 1
        for j in range(count):
            value = 1 / (1 - 0.9 * uniform(SEED, key, 2)) + 3 * uniform(SEED, key, 10 + j)
            if variant == "new":
                value = value * 1.25
            if uniform(SEED, key, 100 + j) < 0.05:
                value = None
            kind = "a" if uniform(SEED, key, 200 + j) < 0.8 else "b"
            yield key, variant, cluster, kind, value
            if i in (7, 20) and j == 0:
                yield key, "new" if variant == "old" else "old", cluster, kind, value


def without_torn(data, position):
    """The rows whose unit or cluster is seen in one variant only."""
    seen = {}
    for row in data:
        seen.setdefault(row[position], set()).add(row[1])
    return [row for row in data if len(seen[row[position]]) == 1]


def quantile(values, level):
    """inf{y : F(y) >= level}."""
    rank = math.ceil(Fraction(level) * len(values) - Fraction(1, 10**9))
    return sorted(values)[min(max(rank, 1), len(values)) - 1]


def share_error(rows_of_analysis, threshold):
    """The standard error of sum u / sum N by linearization, which the jackknife must nearly give as well."""
    pairs = [(sum(v <= threshold for v in values), len(values)) for values in rows_of_analysis]
    n, u, total = len(pairs), sum(p[0] for p in pairs), sum(p[1] for p in pairs)
    share = u / total
    residuals = sum((p[0] - share * p[1]) ** 2 for p in pairs)
    error = math.sqrt(residuals / (n * (n - 1))) / (total / n)
    without = [(u - p[0]) / (total - p[1]) for p in pairs]
    middle = sum(without) / n
    jackknife = math.sqrt((n - 1) / n * sum((w - middle) ** 2 for w in without))
    assert abs(jackknife / error - 1) < 0.05, (jackknife, error)
    return error


def exact(values, probability):
    """The values between which the quantile lies with 95 % at least, whatever the distribution: equal tails of the binomial."""
    n = len(values)
    low = max(l for l in range(1, n + 1) if binom.cdf(l - 1, n, probability) <= 0.025)
    high = min(u for u in range(1, n + 1) if binom.cdf(u - 1, n, probability) >= 0.975)
    return sorted(values)[low - 1], sorted(values)[high - 1]


def arm(data, variant, probability, position):
    groups = {}
    for row in data:
        if row[1] == variant and row[4] is not None:
            groups.setdefault(row[position], []).append(row[4])
    groups = list(groups.values())
    values = [v for group in groups for v in group]
    q = quantile(values, probability)
    error = share_error(groups, q)
    low, high = (quantile(values, probability + sign * C * error) for sign in (-1, 1))
    tail = min(len(values), probability * (1 - probability) / error**2) * min(probability, 1 - probability)
    return {"n": len(groups), "value": q, "low": low, "high": high}, tail


def mover(zero, one):
    below = {k: (a["value"] - a["low"]) / C for k, a in (("0", zero), ("1", one))}
    above = {k: (a["high"] - a["value"]) / C for k, a in (("0", zero), ("1", one))}
    q0, q1 = zero["value"], one["value"]
    difference = q1 - q0
    se = [(below[k] + above[k]) / 2 for k in "01"]

    def edge(a, b, sign):
        """The roots of (q1 - r*q0)^2 = C^2 (a^2 + r^2 b^2)."""
        first, second, third = q0**2 - C**2 * b**2, q0 * q1, q1**2 - C**2 * a**2
        return (second + sign * math.sqrt(second**2 - first * third)) / first

    a, b = (below["1"], above["0"]) if difference > 0 else (above["1"], below["0"])
    return {
        "estimate": difference,
        "standardError": math.hypot(*se),
        "statistic": difference / math.hypot(a, b),
        "lower": difference - C * math.hypot(below["1"], above["0"]),
        "upper": difference + C * math.hypot(above["1"], below["0"]),
        "liftLower": edge(below["1"], above["0"], -1) - 1,
        "liftUpper": edge(above["1"], below["0"], 1) - 1,
    }


def alone(data, variant, probability, figures):
    """A variant by itself, whose limits are exact where every unit has one value."""
    values = [row[4] for row in data if row[1] == variant and row[4] is not None]
    low, high = exact(values, probability)
    return figures | {"low": low, "high": high}


cases = []
for are_events in (False, True):
    for is_clustered in (False, True):
        for is_filtered in (False, True):
            data = [row for row in without_torn(list(rows(are_events)), 0)]
            if is_clustered:
                data = without_torn(data, 2)
            if is_filtered:
                data = [row for row in data if row[3] == "a"]
            for probability in (0.5, 0.75, 0.9):
                arms = [arm(data, v, probability, 2 if is_clustered else 0) for v in ("old", "new")]
                (zero, _), (one, _) = arms
                comparison = mover(zero, one)
                if not are_events and not is_clustered:
                    zero, one = (alone(data, v, probability, a) for v, a in (("old", zero), ("new", one)))
                cases.append({
                    "areEvents": are_events, "isClustered": is_clustered, "isFiltered": is_filtered,
                    "probability": probability, "control": zero, "treatment": one,
                    "isShort": min(tail for _, tail in arms) < 50, "comparison": comparison,
                })

write(__file__, ["scipy"], "sorted lists and sums over units or clusters", cases)
