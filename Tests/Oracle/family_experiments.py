"""Experiments with several variants and metrics: contrasts, all pairs, factorial designs, tests of all variants together, and
every correction with its adjusted p-values and intervals, from the rows of one small file.
"""

import json
import math
import random

import numpy
from scipy import stats
from statsmodels.stats.oneway import anova_generic

from experiment_families import METHODS, adjusted, closed_graph, closed_holm, dunnett, selection_error
from experiment_harm import harmed, role_of, word
from experiment_values import INFINITY, NEUTRAL, Contrast, Shaped, mean_arm, p_value, pair, ratio_arm, row, score_pair
from oracle_table import write

ARMS = ["a", "b", "c", "d"]
COUNTS = {"a": 90, "b": 60, "c": 75, "d": 45}


def units():
    draw = random.Random(31)
    found = []
    for arm in ARMS:
        for index in range(COUNTS[arm]):
            visits = 1 + int(draw.expovariate(0.6))
            lift = {"a": 1.0, "b": 1.22, "c": 1.1, "d": 1.3}[arm]
            found.append({
                "user": f"{arm}{index}", "arm": arm, "sold": int(draw.random() < {"a": 0.25, "b": 0.42, "c": 0.31, "d": 0.4}[arm]),
                "spend": round(20 + draw.gauss(0, {"a": 3, "b": 4, "c": 6, "d": 2}[arm]) + 6 * (lift - 1) ** 0.8, 2),
                "visits": visits, "clicks": int(draw.expovariate(0.7) * visits * lift), "load": round(draw.gammavariate(4, 0.5) / lift**0.5, 3),
            })
    return found


UNITS = units()
TYPES = {
    "share": {"type": "proportion", "column": "sold"}, "spend": {"type": "mean", "column": "spend"},
    "per visit": {"type": "ratio", "numerator": "clicks", "denominator": "visits"}, "load": {"type": "mean", "column": "load"},
}
SCALES = {"share": ("absolute", "relative", "odds-ratio")}


def column(arm, name):
    return [unit[name] for unit in UNITS if unit["arm"] == arm]


def arm_of(kind, arm):
    if kind == "per visit":
        return ratio_arm(column(arm, "clicks"), column(arm, "visits"))
    return mean_arm(column(arm, {"share": "sold"}.get(kind, kind)))


def versus(kind, control, variant):
    if kind == "share":
        return score_pair(column(control, "sold"), column(variant, "sold"))
    return pair(arm_of(kind, control), arm_of(kind, variant))


def weighted(kind, weights):
    """A contrast; of two variants with weights 1 it is a pair."""
    zero = [arm for arm in ARMS if weights.get(arm, 0) < 0]
    one = [arm for arm in ARMS if weights.get(arm, 0) > 0]
    if len(zero) == len(one) == 1 and weights[one[0]] == 1:
        return versus(kind, zero[0], one[0])
    return Contrast([(-weights[a], arm_of(kind, a)) for a in zero], [(weights[a], arm_of(kind, a)) for a in one])


def document(metrics, more=None, arms=ARMS):
    text = "user,arm,sold,spend,visits,clicks,load\n"
    text += "".join(",".join(str(v) for v in unit.values()) + "\n" for unit in UNITS if unit["arm"] in arms)
    spec = {
        "abtest": 1, "name": "families", "data": {"source": "SOURCE", "unit": "user", "variant": "arm"},
        "variants": [{"name": arm, "weight": COUNTS[arm]} | ({"control": True} if arm == "a" else {}) for arm in arms],
        "metrics": metrics,
    }
    return json.dumps(spec | (more or {})), text


def verdict(found, p, direction="increase"):
    if p is None or p >= found["alpha"]:
        return "inconclusive"
    return "better" if (found["statistic"] > 0) == (direction == "increase") else "worse"


def metric(kind, name=None, **keys):
    return {"name": name or kind} | TYPES[kind] | keys


def error_rate(alternative, z, df):
    """What a critical value is worth as an error."""
    tail = stats.norm.sf(z) if math.isinf(df) else stats.t.sf(z, df)
    return float(tail * (2 if alternative == "two-sided" else 1))


class Member:
    """A comparison of a family: its rows on every scale."""

    def __init__(self, kind, name, control, variant, contrast, alternative="two-sided", alpha=0.05, direction="increase", level=None):
        self.kind, self.name, self.control, self.variant, self.contrast = kind, name, control, variant, contrast
        self.alternative, self.alpha, self.direction, self.level = alternative, alpha, direction, level
        zero, one = (sum(w for w, _ in side) for side in (contrast.zero, contrast.one)) if hasattr(contrast, "zero") else (1, 1)
        self.scales = ("absolute",) if abs(zero - 1) > 1e-9 or abs(one - 1) > 1e-9 else SCALES.get(kind, ("absolute", "relative"))
        if kind == "share" and not hasattr(contrast, "successes"):
            self.scales = tuple(scale for scale in self.scales if scale != "odds-ratio")
        self.z, self.df = contrast.z("absolute", 0.0)
        self.p = row(contrast, "absolute", 0.0, alternative, alpha)["p_value"]

    def rows(self, p=None, error=None, correction=True):
        """With adjusted p and the error of the simultaneous interval; None where there is none."""
        for scale in self.scales:
            found = row(self.contrast, scale, NEUTRAL[scale], self.alternative, self.alpha, self.level)
            if correction:
                found["p_adjusted"] = p
                low, high = self.contrast.interval(scale, self.alternative, error) if error else (None, None)
                found |= {"ci_low_adjusted": low, "ci_high_adjusted": high}
            words = {"status": "ok", "verdict": verdict(found, p if correction else found["p_value"], self.direction)}
            yield {
                "metric": self.name, "control": self.control, "variant": self.variant, "estimand": scale, "hypothesis": "superiority",
                "numbers": found, "words": words,
            }


def against_control(kind, name=None, arms=ARMS, **keys):
    return [Member(kind, name or kind, "a", arm, versus(kind, "a", arm), **keys) for arm in arms if arm != "a"]


def corrected(members, correction):
    p = [member.p for member in members]
    if correction in ("bh", "by"):
        # The share that a procedure selects is of its own error.
        values, errors = adjusted(p, correction), selection_error(p, correction, members[0].alpha)
    else:
        values, errors = adjusted(p, correction), [member.alpha / len(p) for member in members]
    return [line for member, value, error in zip(members, values, errors) for line in member.rows(value, error)]


def dunnett_rows(members):
    """Holm's where the joint distribution of skewed members is not known."""
    if any(isinstance(member.contrast, Shaped) for member in members):
        return corrected(members, "holm")
    zero = arm_of(members[0].kind, "a")
    ones = [arm_of(member.kind, member.variant) for member in members]
    loadings = [math.sqrt(zero.variance / (zero.variance + one.variance)) for one in ones]
    values, c = dunnett([m.z for m in members], loadings, min(m.df for m in members), members[0].alternative, members[0].alpha)
    return [
        line for member, value in zip(members, values)
        for line in member.rows(value, error_rate(member.alternative, c, member.df))
    ]


def omnibus(kind, name=None):
    if kind == "share":
        sold = [sum(column(arm, "sold")) for arm in ARMS]
        table = [sold, [COUNTS[arm] - x for arm, x in zip(ARMS, sold)]]
        statistic, p, df, _ = stats.chi2_contingency(table, correction=False)
        return {"metric": name or kind, "method": "pearson-chi-squared", "statistic": statistic, "df": df, "df_denominator": None, "p_value": p}
    arms = [arm_of(kind, arm) for arm in ARMS]
    if kind == "per visit":
        c = numpy.hstack([-numpy.ones((3, 1)), numpy.eye(3)])
        d, v = c @ [arm.value for arm in arms], c @ numpy.diag([arm.variance for arm in arms]) @ c.T
        df = min(versus(kind, "a", arm).df(1.0) for arm in ARMS[1:])
        f = float(d @ numpy.linalg.inv(v) @ d) / 3
        return {"metric": name or kind, "method": "wald", "statistic": f, "df": 3, "df_denominator": df, "p_value": stats.f.sf(f, 3, df)}
    means, variances, counts = (numpy.array(x) for x in zip(*((arm.value, arm.variance * arm.n, arm.n) for arm in arms)))
    found = anova_generic(means, variances, counts, use_var="unequal", welch_correction=True)
    return {
        "metric": name or kind, "method": "welch-anova", "statistic": found.statistic, "df": found.df_num, "df_denominator": found.df_denom,
        "p_value": found.pvalue,
    }


cases = []


def name_harm(metrics, rows):
    """Gives the word "worse" to what the families of harm find, on treatments and on averages of variants."""
    role, direction = role_of(metrics), {metric["name"]: metric.get("direction", "increase") for metric in metrics}
    scales, first = {}, {}
    for line in rows:
        key = line["metric"], line["control"], line["variant"]
        scales[key] = scales.get(key, 0) + 1
        first.setdefault(key, line["numbers"])
    tests = []
    for (name, control, variant), found in first.items():
        is_pair = control in ARMS and (variant in ARMS or scales[name, control, variant] == len(SCALES.get(name, "ab")))
        if control == "a" if is_pair else scales[name, control, variant] > 1:
            df = found["df"] if found["df"] is not None else INFINITY
            side = "less" if direction[name] == "increase" else "greater"
            tests.append(((name, control, variant), role[name], p_value(found["statistic"], df, side)))
    worse = harmed(tests)
    for line in rows:
        words, key = line["words"], (line["metric"], line["control"], line["variant"])
        words["verdict"] = word(words["verdict"], line["numbers"]["statistic"], key in worse)


def case(name, metrics, rows, more=None, **tables):
    spec, text = document(metrics, more)
    rows = list(rows)
    name_harm(metrics, rows)
    cases.append({"name": name, "spec": spec, "text": text, "rows": rows} | tables)


THREE = ["share", "spend", "per visit"]

# Contrasts, each by itself.
alone = {"inference": {"correction": "none"}}
plain = [metric(kind) for kind in THREE]
order = [(x, y) for i, x in enumerate(ARMS) for y in ARMS[i + 1:]]
case("all pairs", plain, (
    line for kind in THREE for x, y in order for line in Member(kind, kind, x, y, versus(kind, x, y)).rows(correction=False)
), alone | {"contrasts": "all-pairs"})
CONTRASTS = {
    "others": {"a": -1, "b": 0.5, "c": 0.25, "d": 0.25}, "d against c": {"c": -1, "d": 1}, "halves": {"a": -0.5, "b": -0.5, "c": 0.5, "d": 0.5},
    "doubled": {"a": -2, "b": 2},
}
case("weighted contrasts", plain, (
    line for kind in THREE for name, weights in CONTRASTS.items()
    for line in Member(kind, kind, " + ".join(a for a in ARMS if weights.get(a, 0) < 0), name, weighted(kind, weights)).rows(correction=False)
), alone | {"contrasts": CONTRASTS})
FACTORS = {
    "headline": {"a": -0.5, "b": 0.5, "c": -0.5, "d": 0.5}, "image": {"a": -0.5, "b": -0.5, "c": 0.5, "d": 0.5},
    "interaction": {"a": 1, "b": -1, "c": -1, "d": 1},
}
case("factorial", plain, (
    line for kind in THREE for name, weights in FACTORS.items()
    for line in Member(kind, kind, " + ".join(a for a in ARMS if weights.get(a, 0) < 0), name, weighted(kind, weights)).rows(correction=False)
), alone | {"contrasts": FACTORS})
everything = [metric(kind, role="primary") for kind in TYPES]
case("all variants together", everything, [], alone, omnibus=[omnibus(kind) for kind in TYPES])

# Many against one.
for correction in ("auto", "dunnett"):
    for kind in THREE:
        case(f"{correction}, {kind}", [metric(kind)], dunnett_rows(against_control(kind)), {"inference": {"correction": correction}})
for direction, side in (("increase", "greater"), ("decrease", "less")):
    case(
        f"Dunnett, one-sided, {direction}", [metric("spend", sided=1, direction=direction)],
        dunnett_rows(against_control("spend", alternative=side, alpha=0.025, direction=direction)))
case("Dunnett at its own error", [metric("spend", alpha=0.01)], dunnett_rows(against_control("spend", alpha=0.01)))
members = [Member("spend", "spend", x, y, versus("spend", x, y)) for x, y in order]
case("all pairs are no comparison with one control", [metric("spend")], corrected(members, "holm"), {"contrasts": "all-pairs"})

# One family of several metrics.
everyone = [member for kind in THREE for member in against_control(kind)]
primaries = [metric(kind, role="primary") for kind in THREE]
for correction in METHODS:
    case(correction, primaries, corrected(everyone, correction), {"inference": {"correction": correction}})
for correction in ("auto", "dunnett"):
    case(f"{correction} of several metrics", primaries, corrected(everyone, "holm"), {"inference": {"correction": correction}})
case("no correction", primaries, (line for member in everyone for line in member.rows(correction=False)), alone)
roles = [metric("load", role="primary", direction="decrease"), metric("spend"), metric("share"), metric("per visit", role="guardrail", margin="30%")]
case("a role, a family", roles, [
    *dunnett_rows(against_control("load", direction="decrease")),
    *corrected(against_control("spend") + against_control("share"), "bh"),
    *(line for member in against_control("per visit") for line in member.rows(correction=False)),
])
sides = [
    metric("share", role="primary"), metric("spend", role="primary", sided=1), metric("load", role="primary", direction="decrease", alpha=0.1),
]
mixed = [
    *against_control("share"), *against_control("spend", alternative="greater", alpha=0.025),
    *against_control("load", direction="decrease", alpha=0.1),
]
for correction in ("bonferroni", "holm"):
    case(f"{correction}, each at its own error", sides, corrected(mixed, correction), {"inference": {"correction": correction}})

# Declared families.


def family(name, kinds, **keys):
    return {"name": name, "metrics": kinds} | keys


def graph_rows(members, weights, transitions):
    values = closed_graph(weights, transitions, [member.p for member in members])
    return [
        line for member, value, weight in zip(members, values, weights)
        for line in member.rows(value, member.alpha * weight if weight > 0 else None)
    ]


weights = [0.6, 0.3, 0.1]
shares = [w / 3 for w in weights for _ in ARMS[1:]]
values = closed_holm(shares, [member.p for member in everyone])
case("weights", primaries, [
    line for member, value, share in zip(everyone, values, shares) for line in member.rows(value, member.alpha * share)
], {"families": [family("win", THREE, weights=weights)]})
transitions = [[0, 0.7, 0.3], [0.5, 0, 0.5], [1, 0, 0]]
spread = [[transitions[i // 3][j // 3] if i % 3 == j % 3 else 0 for j in range(9)] for i in range(9)]
case("graph", primaries, graph_rows(everyone, shares, spread), {
    "inference": {"correction": "graph"}, "families": [family("win", THREE, weights=weights, transitions=transitions)]})
case("graph that starts with one metric", primaries, graph_rows(everyone, [1 / 3] * 3 + [0] * 6, spread), {
    "inference": {"correction": "graph"}, "families": [family("win", THREE, weights=[1, 0, 0], transitions=transitions)]})
case("a false discovery rate", primaries, corrected(everyone, "bh"), {"families": [family("learn", THREE, control="fdr")]})
case("a false discovery rate under dependence", primaries, corrected(everyone, "by"), {
    "inference": {"correction": "by"}, "families": [family("learn", THREE, control="fdr")]})


def gate(first, second, p_second):
    """A family after another: no adjusted p-value below the largest of the first, and no interval where the first is open."""
    largest = max(line["numbers"]["p_adjusted"] for line in first)
    for line in second:
        found = line["numbers"]
        found["p_adjusted"] = max(found["p_adjusted"], largest)
        if largest >= found["alpha"]:
            found |= {"ci_low_adjusted": None, "ci_high_adjusted": None}
        line["words"]["verdict"] = verdict(found, found["p_adjusted"])
    return first + second


for name, first, second in (("an open gate", "spend", ["share", "per visit"]), ("a closed gate", "per visit", ["spend", "share"])):
    metrics = [metric(kind, role="primary" if kind == first else "secondary") for kind in [first, *second]]
    one = dunnett_rows(against_control(first))
    two = corrected([member for kind in second for member in against_control(kind)], "holm")
    case(name, metrics, gate(one, two, None), {
        "families": [family("win", [first], control="fwer"), family("learn", second, control="fwer", after="win")]})

write(
    __file__, ["numpy", "scipy", "statsmodels"],
    "multipletests, anova_generic, chi2_contingency; closed tests of graphs; Gauss-Legendre integrals of Dunnett's maximum; "
    "Methods/contrasts, proportions, multiplicity",
    cases,
)
