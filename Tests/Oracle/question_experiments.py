"""Every question of every type of metric, from the spec to the result: differences, minimum effects, margins, equivalence, claims.

One small file of units and one spec with a metric per question; what each row must say follows from the rows of the file
(`experiment_values.py`).
"""

import json
import random

import numpy

from experiment_harm import harmed, word
from experiment_values import NEUTRAL, Quantiles, equivalence_row, mean_arm, p_value, pair, ratio_arm, row, score_pair
from oracle_table import write

SHARE = 0.5


def units():
    """Old and new, with a better share, slower pages and fewer visits in new."""
    draw = random.Random(20)
    found = []
    for index in range(330):
        arm = "old" if index % 11 < 6 else "new"
        new = arm == "new"
        visits = 1 + int(draw.expovariate(0.5 if new else 0.42))
        spend = round(draw.gammavariate(1.6, 6.0) * visits ** 0.6 * (1.16 if new else 1.0) + 0.01, 2)
        found.append({
            "user": f"u{index}", "arm": arm, "sold": int(draw.random() < (0.36 if new else 0.27)), "spend": spend,
            "visits": visits, "clicks": int(draw.random() * draw.random() * 9 * (1.1 if new else 1.0)),
            "debt": round(-draw.gammavariate(9.0, 2.0) * (0.9 if new else 1.0), 2),
            "load": round(0.4 + draw.gammavariate(2.5, 0.6) * (1.05 if new else 1.0), 3),
        })
    return found


UNITS = units()


def column(arm, name):
    return [unit[name] for unit in UNITS if unit["arm"] == arm]


def both(name):
    return column("old", name), column("new", name)


TYPES = {
    "share": (
        {"type": "proportion", "column": "sold"}, score_pair(*both("sold")), ("absolute", "relative", "odds-ratio"), ["3pp", "6pp", "5%", "40%"]),
    "spend": ({"type": "mean", "column": "spend"}, pair(*map(mean_arm, both("spend"))), ("absolute", "relative"), [0.9, 6.0, "4%", "30%"]),
    "debt": ({"type": "mean", "column": "debt"}, pair(*map(mean_arm, both("debt"))), ("absolute", "relative"), [0.5, 4.0, "2%", "20%"]),
    "log spend": (
        {"type": "mean", "column": "spend", "log": True}, pair(*(mean_arm(numpy.log(v)) for v in both("spend"))), ("absolute",), [0.05, 0.4]),
    "per visit": (
        {"type": "ratio", "numerator": "spend", "denominator": "visits"},
        pair(*(ratio_arm(column(arm, "spend"), column(arm, "visits")) for arm in ("old", "new"))), ("absolute", "relative"), [0.5, 3.0, "4%", "50%"]),
    "clicks": ({"type": "count", "column": "clicks"}, pair(*map(mean_arm, both("clicks"))), ("absolute", "relative"), [0.1, 0.9, "5%", "40%"]),
    "rate": (
        {"type": "count", "column": "clicks", "per": "visits"},
        pair(*(ratio_arm(column(arm, "clicks"), column(arm, "visits")) for arm in ("old", "new"))), ("absolute", "relative"), [0.05, 0.4, "5%", "60%"]),
    "median load": (
        {"type": "quantile", "q": 0.5, "column": "load"}, Quantiles(*both("load"), 0.5), ("absolute", "relative"), [0.05, 0.6, "4%", "35%"]),
    "p75 load": (
        {"type": "quantile", "q": 0.75, "column": "load"}, Quantiles(*both("load"), 0.75), ("absolute", "relative"), [0.1, 0.9, "4%", "35%"]),
}
CLAIMS = ["+2%", "-20%", "+202%", "1.1x", "-60%", "+25%"]


def amount(text):
    """The scale and the size of an amount."""
    if isinstance(text, str):
        return ("relative", float(text[:-1]) / 100) if text.endswith("%") else ("absolute", float(text[:-2]) / 100)
    return "absolute", text


def difference_verdict(found, direction, sided):
    if found["p_value"] >= found["alpha"]:
        return "inconclusive"
    if direction == "neutral":
        return "different"
    better = found["statistic"] > 0 if direction == "increase" else found["statistic"] < 0
    return "better" if better else "worse"


metrics, rows, claims, tests = [], [], [], []


def ask(kind, words, **keys):
    """Adds a metric; returns its name and the estimator of its type."""
    name = f"{kind}, {words}"
    metrics.append({"name": name} | TYPES[kind][0] | keys)
    direction = keys.get("direction", "increase")
    if direction != "neutral":
        p = p_value(*TYPES[kind][1].z("absolute", 0.0), "less" if direction == "increase" else "greater")
        tests.append((name, "secondary" if len(metrics) > 1 else "primary", p))
    return name, TYPES[kind][1]


def expect(name, estimand, hypothesis, alternative, numbers, verdict):
    texts = {"alternative": alternative, "hypothesis": hypothesis, "status": "ok"}
    if verdict:
        texts["verdict"] = verdict
    rows.append({"metric": name, "estimand": estimand, "hypothesis": hypothesis, "numbers": numbers, "words": texts})


def differences(kind, name, contrast, direction, sided=2, alpha=None, verdict=True):
    alpha = alpha or (0.05 if sided == 2 else 0.025)
    alternative = "two-sided" if sided == 2 else "greater" if direction == "increase" else "less"
    for scale in TYPES[kind][2]:
        found = row(contrast, scale, NEUTRAL[scale], alternative, alpha)
        expect(name, scale, "superiority", alternative, found, verdict and difference_verdict(found, direction, sided))


def claim_test(contrast, text, alpha):
    """The ratio, the p-value of exactly the claim, the interval of the lift, and the answer that is read from it."""
    ratio = float(text[:-1]) if text.endswith("x") else 1 + float(text[:-1]) / 100
    low, high = contrast.interval("relative", "two-sided", alpha)
    claim, lower, upper = ratio - 1, low, high
    if claim < 0:
        claim, lower, upper = -claim, -high, -low
    half = SHARE * claim
    if lower > claim:
        answer = "exceeded"
    elif lower > half:
        answer = "confirmed" if upper >= claim else "confirmed-but-smaller"
    elif upper < half:
        answer = "refuted"
    elif upper < claim:
        answer = "smaller" if lower > 0 else "not-reproduced"
    else:
        answer = "undecided"
    return ratio, p_value(*contrast.z("relative", ratio - 1), "two-sided"), low, high, answer


for kind, (_, contrast, scales, amounts) in TYPES.items():
    for direction in ("increase", "decrease", "neutral"):
        name, _ = ask(kind, f"differs, {direction}", direction=direction)
        differences(kind, name, contrast, direction)
    for direction in ("increase", "decrease"):
        better = "greater" if direction == "increase" else "less"
        sign = 1 if direction == "increase" else -1
        name, _ = ask(kind, f"one-sided, {direction}", direction=direction, sided=1)
        differences(kind, name, contrast, direction, sided=1)
        for size in amounts:
            scale, value = amount(size)
            name, _ = ask(kind, f"at least {size}, {direction}", direction=direction, minimum_effect=size)
            found = row(contrast, scale, sign * value, better, 0.025)
            expect(name, scale, "superiority", better, found, "better" if found["p_value"] < 0.025 else "inconclusive")
            for alpha in (0.05, 0.01):
                own = {} if alpha == 0.05 else {"alpha": alpha}
                name, _ = ask(kind, f"margin {size}, {direction}, {alpha}", direction=direction, margin=size, **own)
                found = row(contrast, scale, -sign * value, better, alpha)
                expect(name, scale, "non-inferiority", better, found, "non-inferior" if found["p_value"] < alpha else "inconclusive")
    for size in amounts:
        scale, value = amount(size)
        name, _ = ask(kind, f"equal up to {size}", equivalence=size)
        found = equivalence_row(contrast, scale, value, 0.05)
        expect(name, scale, "equivalence", "two-sided", found, "equivalent" if found["p_value"] < 0.05 else "inconclusive")
    if "relative" in scales:
        for text in CLAIMS:
            name, _ = ask(kind, f"claim {text}", claim=text)
            ratio, exact, low, high, answer = claim_test(contrast, text, 0.05)
            found = row(contrast, "relative", ratio - 1, "two-sided", 0.05)
            assert found["p_value"] == exact
            expect(name, "relative", "claim", "two-sided", found, answer)
            claims.append({
                "metric": name, "published": text, "lift": ratio - 1, "share": SHARE, "answer": answer, "lower": low, "upper": high,
                "p_compatible": exact,
            })

worse = harmed(tests)
for line in rows:
    found, words = line["numbers"], line["words"]
    if line["hypothesis"] == "superiority" and found["null_value"] == NEUTRAL[line["estimand"]] and "verdict" in words:
        words["verdict"] = word(words["verdict"], found["statistic"], line["metric"] in worse)

# Lists of whole files: one case, so that the program runs once.
names = list(UNITS[0])
text = ",".join(names) + "\n" + "".join(",".join(str(unit[name]) for name in names) + "\n" for unit in UNITS)
spec = {
    "abtest": 1, "name": "questions", "data": {"source": "SOURCE", "unit": "user", "variant": "arm"},
    "variants": [{"name": "old", "control": True, "weight": 6}, {"name": "new", "weight": 5}], "metrics": metrics,
    "inference": {"correction": "none"},
}
write(
    __file__, ["numpy", "scipy"],
    "scipy.stats.t and norm, scipy.optimize.brentq on Z(r, delta) of the rows; Methods/contrasts, proportions, published-claims",
    [{"name": "questions", "spec": json.dumps(spec), "text": text, "rows": rows, "claims": claims}],
)
