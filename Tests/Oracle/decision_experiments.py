"""Decisions: for every row of the table of Methods/decision tiny experiments of counts, their outcome and their risks.

The rule is written here once more, from score tests of the counts; `row` says which row of the table a case is meant to reach,
and the rule must agree.
"""

import json
import math

from scipy import stats

from experiment_families import adjusted, dunnett
from experiment_values import Scores, mean_arm, p_value
from oracle_table import write

POWER = 0.8


class Metric:
    """Successes per variant, control first; with what is asked of them."""

    def __init__(self, name, successes, role="primary", direction="increase", trials=None, **keys):
        self.name, self.successes, self.role, self.direction, self.trials, self.keys = name, successes, role, direction, trials, keys

    @property
    def sign(self):
        return -1 if self.direction == "decrease" else 1

    def scores(self, arm, units):
        trials = self.trials or units
        return Scores((self.successes[0], self.successes[arm]), (trials[0], trials[arm])) if min(trials) > 0 else None


def amount(text):
    return ("relative", float(text[:-1]) / 100) if text.endswith("%") else ("absolute", float(text[:-2]) / 100)


def one_sided(metric, scores, text, sign, alternative_sign):
    """The p-value of the null value sign·amount, against the side alternative_sign."""
    scale, size = amount(text)
    return p_value(*scores.z(scale, sign * size), "greater" if alternative_sign > 0 else "less")


def within_margin(metric, scores, alpha):
    if scores is None:
        return False
    if "margin" in metric.keys:
        return one_sided(metric, scores, metric.keys["margin"], -metric.sign, metric.sign) < alpha
    size = metric.keys["equivalence"]
    return max(one_sided(metric, scores, size, -1, 1), one_sided(metric, scores, size, 1, -1)) < alpha


def corrected(successes, units, correction, arms):
    """The p-values of all primary metrics on all treatments, corrected by role."""
    members = [(metric, arm) for metric in successes for arm in arms]
    p = [p_value(*s.z("absolute", 0.0), "two-sided") if (s := metric.scores(arm, units)) else None for metric, arm in members]
    if correction == "none" or len(members) == 1:
        return dict(zip(members, p))
    if len(successes) == 1:
        metric = successes[0]
        shares = [mean_arm([1.0] * x + [0.0] * (n - x)) for x, n in zip(metric.successes, units)]
        loadings = [math.sqrt(shares[0].variance / (shares[0].variance + shares[arm].variance)) for _, arm in members]
        z = [metric.scores(arm, units).z("absolute", 0.0)[0] for _, arm in members]
        return dict(zip(members, dunnett(z, loadings, math.inf, "two-sided", 0.05)[0]))
    values = adjusted([1.0 if value is None else value for value in p], "bh" if correction == "bh" else "holm")
    return dict(zip(members, [None if raw is None else value for raw, value in zip(p, values)]))


def decide(metrics, units, arm, arms, correction="auto", deterioration=0.01, quality=0.001):
    """The row of the table, the outcome, what the reason must name, and the risks."""
    successes = [m for m in metrics if m.role == "primary" and m.direction != "neutral"]
    guardrails = [m for m in metrics if m.role == "guardrail" and ("margin" in m.keys or "equivalence" in m.keys)]
    watched = successes + [m for m in metrics if m.role == "guardrail" and m.direction != "neutral"]
    each = deterioration / max(1, len(watched) * len(arms))
    alphas = [m.keys.get("alpha", 0.05) for m in successes if "minimum_effect" not in m.keys] + [0.05 for m in successes if "minimum_effect" in m.keys]
    shared = correction not in ("none", "bh")
    risks = {
        "false_ship": (max(alphas, default=0.0) if shared else min(1.0, sum(alphas))),
        "harmful_ship": max((m.keys.get("alpha", 0.05) for m in guardrails), default=None), "alpha_deterioration": deterioration,
        "alpha_quality": quality, "alpha_per_deterioration_test": each,
        "power_per_test": 1 - (1 - POWER - deterioration - quality) / max(1, len(guardrails) + (1 if successes else 0)),
    }

    def answer(row, outcome, *names):
        return {"row": row, "outcome": outcome, "names": list(names), "risks": risks}

    total = sum(units)
    if len(units) == 2 and total < 1000:
        ratio_p = stats.binomtest(units[0], total, 0.5).pvalue
    else:
        ratio_p = stats.chisquare(units).pvalue
    if ratio_p < quality:
        return answer(1, "invalid")
    scores = {m: m.scores(arm, units) for m in metrics}
    worse = [m for m in watched if scores[m] and p_value(*scores[m].z("absolute", 0.0), "less" if m.sign > 0 else "greater") < each]
    inside = [m for m in guardrails if within_margin(m, scores[m], m.keys.get("alpha", 0.05))]
    if worse:
        words = [m.name for m in worse] + (["trade-off"] if all(m in inside for m in worse) else [])
        return answer(2, "don't ship", *words)
    p = corrected(successes, units, correction, arms)
    improved = []
    for m in successes:
        alpha = m.keys.get("alpha", 0.05) if "minimum_effect" not in m.keys else 0.05
        z = scores[m].z("absolute", 0.0)[0] if scores[m] else 0
        is_better = p[m, arm] is not None and p[m, arm] < alpha and z * m.sign > 0
        if "minimum_effect" in m.keys:
            is_better = is_better and one_sided(m, scores[m], m.keys["minimum_effect"], m.sign, m.sign) < m.keys.get("alpha", 0.025)
        improved += [m] if is_better else []
    open_ones = [m.name for m in guardrails if m not in inside]
    untested = [m.name for m in successes if scores[m] is None]
    if not successes:
        if not guardrails:
            return answer(0, "inconclusive", "nothing")
        return answer(8, "inconclusive", *open_ones) if open_ones else answer(7, "ship", "safe to roll out")
    if improved:
        if open_ones:
            return answer(4, "inconclusive", *open_ones)
        return answer(3, "ship", *[m.name for m in improved], *untested)
    row = 6 if open_ones else 5

    def has_no_benefit(m):
        text = m.keys.get("minimum_effect", m.keys.get("mde"))
        if text is None or scores[m] is None:
            return False
        scale, size = amount(text)
        low, high = scores[m].interval(scale, "two-sided", m.keys.get("alpha", 0.05))
        return (high if m.sign > 0 else -low) < size

    if all(has_no_benefit(m) for m in successes):
        return answer(row, "don't ship", "below the effect")
    return answer(row, "inconclusive", *open_ones, *untested)


def guardrail(name, successes, margin="10%", **keys):
    return Metric(name, successes, "guardrail", margin=margin, **keys)


def limited(name, successes, equivalence, **keys):
    return Metric(name, successes, "guardrail", equivalence=equivalence, **keys)


UNITS = (2000, 2000)
WIN, TIE, LOSS = (400, 500), (400, 405), (400, 310)
CASES = [
    # (row of the table, name, units, metrics, keys of the spec)
    (1, "the sample ratio is broken", (2000, 2300), [Metric("sale", WIN)], {}),
    (1, "at a stricter quality", (2000, 2180), [Metric("sale", WIN)], {"quality": 0.01}),
    (3, "the same at the usual one", (2000, 2180), [Metric("sale", WIN)], {}),
    (2, "the primary metric got worse", UNITS, [Metric("sale", LOSS)], {}),
    (2, "a guardrail got worse though the primary improved", UNITS, [Metric("sale", WIN), guardrail("visit", (1000, 850))], {}),
    (2, "a guardrail without a margin got worse", UNITS, [Metric("sale", WIN), Metric("visit", (1000, 850), "guardrail")], {}),
    (2, "worse within the margin", UNITS, [Metric("sale", WIN), guardrail("visit", (1000, 905), "20%")], {}),
    (2, "two worse within their margins", UNITS, [
        Metric("sale", WIN), guardrail("visit", (1000, 895), "20%"), guardrail("login", (1100, 1000), "20%")], {}),
    (2, "two worse, one within its margin", UNITS, [
        Metric("sale", WIN), guardrail("visit", (1000, 905), "20%"), guardrail("login", (1100, 800), "20%")], {}),
    (2, "complaints rose", UNITS, [Metric("sale", WIN), guardrail("complaint", (100, 160), "20%", direction="decrease")], {}),
    (3, "improved", UNITS, [Metric("sale", WIN)], {}),
    (3, "improved, guardrails hold", UNITS, [Metric("sale", WIN), guardrail("visit", (1000, 1010)), guardrail("login", (1200, 1195))], {}),
    (3, "fewer returns", UNITS, [Metric("return", LOSS, direction="decrease"), guardrail("visit", (1000, 1010))], {}),
    (3, "a little worse, which chance explains", UNITS, [Metric("sale", WIN), guardrail("visit", (1000, 975), "10%")], {}),
    (3, "worse at the level of one test, not at its share", UNITS, [
        Metric("sale", WIN), guardrail("visit", (1000, 961), "10%", alpha=0.1), guardrail("login", (1200, 1195)), guardrail("open", (700, 702), "15%")],
     {"deterioration": 0.15}),
    (2, "worse at its share of a larger error", UNITS, [
        Metric("sale", WIN), guardrail("visit", (1000, 940), "20%"), guardrail("login", (1200, 1195)), guardrail("open", (700, 702), "15%")],
     {"deterioration": 0.15}),
    (3, "equivalent", UNITS, [Metric("sale", WIN), limited("visit", (1000, 1003), "6pp", direction="neutral")], {}),
    (4, "not equivalent", UNITS, [Metric("sale", WIN), limited("visit", (1000, 1060), "4pp", direction="neutral")], {}),
    (4, "improved, a guardrail is open", UNITS, [Metric("sale", WIN), guardrail("visit", (1000, 1010)), guardrail("login", (200, 196))], {}),
    (4, "improved, a guardrail was not measured", UNITS, [Metric("sale", WIN), guardrail("login", (0, 0), trials=(0, 0))], {}),
    (5, "no benefit", UNITS, [Metric("sale", TIE, mde="5pp"), guardrail("visit", (1000, 1010))], {}),
    (5, "no benefit without guardrails", UNITS, [Metric("sale", TIE, mde="30%")], {}),
    (5, "too little reduction", UNITS, [Metric("return", TIE, direction="decrease", mde="5pp")], {}),
    (5, "a benefit is not ruled out", UNITS, [Metric("sale", TIE, mde="1pp"), guardrail("visit", (1000, 1010))], {}),
    (5, "nothing was planned for", UNITS, [Metric("sale", TIE), guardrail("visit", (1000, 1010))], {}),
    (5, "one of two is ruled out", UNITS, [Metric("sale", TIE, mde="5pp"), Metric("order", TIE, mde="1pp")], {}),
    (5, "both are ruled out", UNITS, [Metric("sale", TIE, mde="5pp"), Metric("order", TIE, mde="5pp")], {}),
    (5, "above nothing, not above the minimum effect", UNITS, [Metric("sale", (400, 460), minimum_effect="2pp")], {}),
    (3, "above the minimum effect", UNITS, [Metric("sale", WIN, minimum_effect="2pp")], {}),
    (5, "above the minimum effect by itself, not among many", UNITS, [
        Metric("sale", (600, 665), minimum_effect="0.0001pp"), Metric("order", TIE), Metric("visit", TIE), Metric("login", TIE)], {}),
    (5, "the primary metric was not measured", UNITS, [Metric("sale", (0, 0), trials=(0, 0)), guardrail("visit", (1000, 1010))], {}),
    (3, "one of two primaries was not measured", UNITS, [Metric("order", (0, 0), trials=(0, 0)), Metric("sale", WIN)], {}),
    (6, "no benefit, and a guardrail is open", UNITS, [Metric("sale", TIE, mde="5pp"), guardrail("login", (200, 196))], {}),
    (6, "nothing improved, and a guardrail is open", UNITS, [Metric("sale", TIE), guardrail("login", (200, 196))], {}),
    (7, "safe to roll out", UNITS, [Metric("use", TIE, direction="neutral"), guardrail("visit", (1000, 1010)), guardrail("login", (1200, 1195))], {}),
    (8, "not safe to roll out", UNITS, [Metric("use", WIN, direction="neutral"), guardrail("visit", (1000, 1010)), guardrail("login", (200, 196))], {}),
    (0, "nothing to decide by", UNITS, [Metric("use", WIN, direction="neutral")], {}),
    (3, "at the level of its own", UNITS, [Metric("sale", (400, 444), alpha=0.12)], {}),
    (5, "several primaries share the error", UNITS, [Metric("sale", (400, 452)), Metric("order", TIE), Metric("visit", (1000, 1010))], {}),
    (3, "no correction, no shared error", UNITS, [Metric("sale", (400, 452)), Metric("order", TIE), Metric("visit", (1000, 1010))], {"correction": "none"}),
    (3, "a false discovery rate bounds no single one", UNITS, [Metric("sale", WIN), Metric("order", WIN), Metric("visit", (1000, 1010))], {"correction": "bh"}),
    ((3, 5, 2), "three treatments", (2000, 2000, 2000, 2000), [Metric("sale", (400, 500, 405, 310))], {}),
    ((4, 5), "two treatments", (2000, 2000, 2000), [Metric("sale", (400, 520, 430)), guardrail("visit", (700, 660, 705), "8%")], {}),
]

cases = []
for expected, name, units, metrics, keys in CASES:
    names = ["old"] + [f"new{i}" for i in range(1, len(units))]
    arms = range(1, len(units))
    found = [decide(metrics, units, arm, list(arms), **keys) for arm in arms]
    wanted = expected if isinstance(expected, tuple) else (expected,)
    if tuple(answer["row"] for answer in found) != wanted:
        raise ValueError(f"{name}: rows {[answer['row'] for answer in found]}, not {wanted}")
    header, lines = ["arm", "units"], [[arm, n] for arm, n in zip(names, units)]
    listed = []
    for metric in metrics:
        header.append(metric.name)
        for line, x in zip(lines, metric.successes):
            line.append(x)
        trials = "units"
        if metric.trials:
            trials = f"{metric.name}_trials"
            header.append(trials)
            for line, n in zip(lines, metric.trials):
                line.append(n)
        listed.append({
            "name": metric.name, "type": "proportion", "successes": metric.name, "trials": trials, "role": metric.role, "direction": metric.direction,
        } | metric.keys)
    spec = {
        "abtest": 1, "name": "decisions", "data": {"source": "SOURCE", "rows": "aggregates", "units": "units", "variant": "arm"},
        "variants": [{"name": arm} | ({"control": True} if arm == "old" else {}) for arm in names], "metrics": listed,
    }
    if "correction" in keys:
        spec["inference"] = {"correction": keys["correction"]}
    decision = {f"alpha_{key}": keys[key] for key in ("deterioration", "quality") if key in keys}
    if decision:
        spec["decision"] = decision
    text = "\n".join(",".join(str(v) for v in line) for line in [header, *lines]) + "\n"
    cases.append({"name": name, "spec": json.dumps(spec), "text": text, "decisions": [{"variant": v} | answer for v, answer in zip(names[1:], found)]})

write(__file__, ["scipy", "statsmodels"], "score tests of counts, the table and the bounds of Methods/decision", cases)
