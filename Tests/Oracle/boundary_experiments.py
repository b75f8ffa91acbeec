"""Variants that do not vary: proportions of 0 and 1 beside covariates, strata and clusters, and means of equal values.

The proportions are compared by the score method of the unadjusted counts, divided by the design effect of the clusters that
vary. Means of skewed data have the pivot, and no verdict (Methods/skewed-data); others are compared only where drawing labels at
random would hardly leave all deviating units to one variant (decision 0015).
"""

import json
import math
import random

from scipy import optimize, stats

from experiment_values import NEUTRAL, Contrast, Scores, Shaped, cluster_arm, mean_arm, pair, row
from oracle_table import write


def units(share, count, clusters, kind):
    """Units of a variant; of a share of 0 or 1 all are alike."""
    draw = random.Random(count * 7 + clusters)
    return [
        {
            "user": f"{kind}{i}", "arm": kind, "store": f"{kind}{i % clusters}", "region": "ns"[i // 3 % 2],
            "sold": int(share == 1 or (i % clusters) % 4 == 0 and i % 3 > 0 and share > 0), "before": round(draw.gauss(5, 2), 2),
        }
        for i in range(count)
    ]


def clusters_of(members):
    groups = {}
    for unit in members:
        groups.setdefault(unit["store"], []).append(unit["sold"])
    return list(groups.values())


def effect(arms):
    """V between clusters over V of single units, of the variants that vary; else the mean size of a cluster."""
    between = single = 0.0
    for groups in arms:
        n, x = sum(map(len, groups)), sum(map(sum, groups))
        if 0 < x < n:
            between += cluster_arm([sum(g) for g in groups], [len(g) for g in groups]).variance
            single += x / n * (1 - x / n) / (n - 1)
    if single:
        return max(1.0, between / single)
    return sum(len(g) for arm in arms for g in arm) / sum(map(len, arms))


cases = []


def case(name, zero, one, metric, more, rows, data=None):
    table = zero + one
    text = ",".join(table[0]) + "\n" + "".join(",".join(str(v) for v in unit.values()) + "\n" for unit in table)
    spec = {
        "abtest": 1, "name": "boundaries",
        "data": {"source": "SOURCE", "unit": "user", "variant": "arm", "attributes": ["region"]} | (data or {}),
        "variants": [{"name": "old", "control": True, "weight": len(zero)}, {"name": "new", "weight": len(one)}], "metrics": [metric],
    }
    cases.append({"name": name, "spec": json.dumps(spec | more), "text": text, "rows": rows})


def score_rows(scores, counts, warnings, extra=None):
    for scale in ("absolute", "relative", "odds-ratio"):
        if scale == "relative" and scores.successes[0] == 0 or scale == "odds-ratio" and (sum(scores.successes) in (0, sum(scores.trials))):
            continue
        if scale == "odds-ratio" and 1 in scores.values:
            continue
        z, _ = scores.z(scale, NEUTRAL[scale])
        numbers = {
            "n_control": counts[0], "n_variant": counts[1], "value_control": scores.values[0], "value_variant": scores.values[1],
            "statistic": z, "df": None, "p_value": float(2 * stats.norm.sf(abs(z))), "null_value": NEUTRAL[scale],
        }
        low = -1.0 if scale == "relative" and scores.successes[1] == 0 else 0.0 if scale == "odds-ratio" else scores.limit(scale, 0.025, -1)
        numbers |= {"ci_low": low, "ci_high": scores.limit(scale, 0.025, 1)} | (extra or {})
        yield {
            "metric": "sale", "estimand": scale, "hypothesis": "superiority", "numbers": numbers,
            "words": {"status": "ok", "method": "miettinen-nurminen", "warnings": warnings},
        }


class Boundary(Scores):
    """A step of its own, as no error is left at the boundary."""

    def error(self, scale):
        return 0.05

    def z(self, scale, null):
        try:
            return super().z(scale, null)
        except ZeroDivisionError:  # no success at all under no difference: the limit
            return 0.0, math.inf

    def limit(self, scale, tail, side):
        """Z falls as the null value grows: bisection over all null values beyond the estimate."""
        if scale == "absolute":
            return super().limit(scale, tail, side)
        target, shift = -side * float(stats.norm.isf(tail)), -1 if scale == "relative" else 0
        start = math.log(max(self.estimate("relative") + 1, 1e-12)) if scale == "relative" else math.log(1e-12)
        ends = sorted((start, start + side * (40 if start < -20 else 8)))
        return math.exp(optimize.brentq(lambda v: self.z(scale, math.exp(v) + shift)[0] - target, *ends, xtol=1e-15)) + shift


SHARE = {"name": "sale", "type": "proportion", "column": "sold"}
for zero_share, one_share, name in ((0.2, 0, "no success in the treatment"), (0.2, 1, "all successes in the treatment")):
    zero, one = units(zero_share, 90, 30, "old"), units(one_share, 60, 20, "new")
    plain = Boundary(tuple(sum(u["sold"] for u in arm) for arm in (zero, one)), (90, 60))
    for how, keys, more in (("a covariate", {"covariates": ["before"]}, {}), ("strata", {}, {"strata": ["region"]}), ("both", {"covariates": ["before"]}, {"strata": ["region"]})):
        case(f"{name}, {how}", zero, one, SHARE | keys, more, list(score_rows(plain, (90, 60), "boundary;boundaryUnadjusted")))
    arms = [clusters_of(zero), clusters_of(one)]
    deff = effect(arms)
    clustered = Boundary(tuple(x / deff for x in plain.successes), (90 / deff, 60 / deff))
    case(f"{name}, clusters", zero, one, SHARE, {}, list(score_rows(clustered, (30, 20), "boundary;boundaryUnadjusted", {"design_effect": deff})), {
        "rows": "events", "cluster": "store"})
zero, one = units(0, 90, 30, "old"), units(0, 60, 20, "new")
deff = effect([clusters_of(zero), clusters_of(one)])
case("no success at all, clusters", zero, one, SHARE, {}, list(
    score_rows(Boundary((0, 0), (90 / deff, 60 / deff)), (30, 20), "boundary;boundaryUnadjusted", {"design_effect": deff})),
    {"rows": "events", "cluster": "store"})


def alike(deviating, count, others):
    """The chance that none of the deviating units is among those that are alike."""
    return math.comb(count - deviating + others, others) / math.comb(count + others, others)


MEAN = {"name": "sale", "type": "mean", "column": "sold"}
for deviating, count, others in ((8, 380, 20), (30, 400, 100), (20, 380, 20), (4, 50, 50), (8, 50, 50), (7, 50, 50), (120, 380, 20), (2, 4, 4), (25, 50, 50)):
    zero = [{"user": f"a{i}", "arm": "old", "region": "n", "sold": int(i < deviating)} for i in range(count)]
    one = [{"user": f"b{i}", "arm": "new", "region": "n", "sold": 0} for i in range(others)]
    # With k deviating units among m and none among n: C(m, k)/C(m + n, k) = C(m + n - k, n)/C(m + n, n).
    chance = alike(deviating, count, others)
    arms = [mean_arm([unit["sold"] for unit in arm]) for arm in (zero, one)]
    contrast = pair(*arms)
    if isinstance(contrast, Shaped):
        numbers = row(contrast, "absolute", 0.0, "two-sided", 0.05)
        words = {"status": "tooSkewed", "method": "hall-t", "verdict": "", "warnings": "smallSample" if others < 30 else ""}
    elif chance > 0.005:
        numbers = {"estimate": -deviating / count, "p_value": None, "ci_low": None, "ci_high": None, "std_error": None}
        words = {"status": "oneArmConstant", "verdict": "", "warnings": ""}
    else:
        arms[1].variance, arms[1].df = 0.0, others - 1
        numbers = row(Contrast(*([(1.0, arm)] for arm in arms)), "absolute", 0.0, "two-sided", 0.05)
        words = {"status": "ok"}
    case(f"{deviating} of {count} against 0 of {others}", zero, one, MEAN, {}, [
        {"metric": "sale", "estimand": "absolute", "hypothesis": "superiority", "numbers": numbers, "words": words}])

write(__file__, ["scipy"], "score tests of divided counts by bracketing; hypergeometric chances; Methods/proportions", cases)
