"""Randomization tests of small fixtures by full enumeration: studentized by the delta method, and not."""

from itertools import combinations, product

import numpy as np

from fixtures import F1, F2
from oracle_table import write


def delta(v, kind):
    n = len(v)
    m = v.mean(axis=0)
    if kind == "mean":
        return m[0], v[:, 0].var(ddof=1) / n
    ratio = m[0] / m[1]
    e = (v[:, 0] - ratio * v[:, 1]) / m[1]
    return ratio, (e**2).sum() / (n - 1) / n


def z(v, labels, kind):
    (t0, s0), (t1, s1) = delta(v[~labels], kind), delta(v[labels], kind)
    return (t1 - t0) / np.sqrt(s0 + s1), t1 - t0


def shuffles(rows, chosen):
    for pick in combinations(rows, chosen):
        yield {row: row in pick for row in rows}


def assignments(labels, mechanism, groups):
    numbers = range(len(labels)) if groups is None else groups
    if mechanism in ("complete", "stratified"):
        groups = [0] * len(labels) if groups is None else groups
        parts = []
        for group in sorted(set(groups)):
            rows = [i for i, g in enumerate(groups) if g == group]
            parts.append(list(shuffles(rows, sum(bool(labels[i]) for i in rows))))
    else:
        parts = []
        for group in sorted(set(numbers)):
            rows = [i for i, g in enumerate(groups) if g == group]
            parts.append([{i: bool(labels[i]) != flip for i in rows} for flip in (False, True)])
    for choice in product(*parts):
        merged = {}
        for part in choice:
            merged |= part
        yield np.array([merged[i] for i in range(len(labels))])


def case(name, data, kind, mechanism, groups=None, unbalanced=False):
    control, treatment = data["control"], data["treatment"]
    v = np.array(control + treatment, dtype=float)
    labels = np.array([False] * len(control) + [True] * len(treatment))
    observed, raw = z(v, labels, kind)
    counts = dict.fromkeys(("all", "twoSided", "greater", "less", "unstudentized"), 0)
    for drawn in assignments(labels, mechanism, groups):
        stat, difference = z(v, drawn, kind)
        counts["all"] += 1
        counts["twoSided"] += abs(stat) >= abs(observed) - 1e-9 * abs(observed)
        counts["greater"] += stat >= observed - 1e-9 * abs(observed)
        counts["less"] += stat <= observed + 1e-9 * abs(observed)
        counts["unstudentized"] += abs(difference) >= abs(raw) * (1 - 1e-9)
    return {
        "name": name, "kind": kind, "mechanism": mechanism, "control": control, "treatment": treatment,
        "groups": groups, "statistic": observed,
    } | {key: int(value) for key, value in counts.items()}


def shift_limits(data, alpha):
    """The first shifts of the treatment, outward from the difference, whose studentized two-sided p is at most alpha."""
    y = np.array(data["control"] + data["treatment"], dtype=float)
    labels = np.array([False] * len(data["control"]) + [True] * len(data["treatment"]))
    drawn = list(assignments(labels, "complete", None))

    def p(shift):
        v = y - shift * labels[:, None]
        observed = abs(z(v, labels, "mean")[0])
        return np.mean([abs(z(v, d, "mean")[0]) >= observed * (1 - 1e-9) for d in drawn])

    center, limits = z(y, labels, "mean")[1], []
    for side in (-1, 1):
        inside, outside = 0.0, 0.1
        while p(center + side * outside) > alpha:
            inside, outside = outside, outside + 0.1
        for _ in range(36):
            middle = (inside + outside) / 2
            inside, outside = (middle, outside) if p(center + side * middle) > alpha else (inside, middle)
        limits.append(center + side * inside)
    return limits


def columns(data, width):
    return {arm: [row[:width] for row in rows] for arm, rows in data.items()}


unequal = {"control": F1["control"][:4], "treatment": F1["treatment"][2:8]}
strata = [0, 0, 0, 0, 1, 1, 1, 1] * 2
pairs = list(range(8)) * 2
cases = [
    case("F2 ratio", columns(F2, 2), "ratio", "complete"),
    case("F2 mean", columns(F2, 1), "mean", "complete"),
    case("F1 mean", columns(F1, 1), "mean", "complete"),
    case("F1 mean in strata", columns(F1, 1), "mean", "stratified", strata),
    case("F1 ratio in strata", columns(F1, 2), "ratio", "stratified", strata),
    case("F1 mean of pairs", columns(F1, 1), "mean", "matchedPairs", pairs),
    case("F1 ratio of pairs", columns(F1, 2), "ratio", "matchedPairs", pairs),
    case("unequal mean", columns(unequal, 1), "mean", "complete"),
    case("unequal ratio", columns(unequal, 2), "ratio", "complete"),
    case("F1 mean of sequences", columns(F1, 1), "mean", "switchback", [0, 0, 1, 1, 2, 2, 3, 3] * 2),
]
for index in (1, 7):
    cases[index]["shifts"] = shift_limits(cases[index], 0.05)
write(__file__, ["numpy"], "itertools over all assignments; delta-method z with n - 1", cases)
