"""Effects by segment: each value alone, the test of heterogeneity, pooled effects, changes of sign, false discovery rates.

Cochran's Q, Paule and Mandel's variance between segments and Gail and Simon's test from the effects and their errors, which
come from the rows of each segment alone. Odds ratios of shares are compared by Pearson's X² of a logistic model with one.
"""

import json
import math
import random

import numpy
import statsmodels.api
from scipy import optimize, stats

from experiment_families import adjusted, selection_error
from experiment_values import NEUTRAL, mean_arm, pair, ratio_arm, row, score_pair
from oracle_table import write

SCALES = {"share": ("absolute", "relative", "odds-ratio")}
TYPES = {
    "share": {"type": "proportion", "column": "sold"}, "spend": {"type": "mean", "column": "spend"},
    "per visit": {"type": "ratio", "numerator": "clicks", "denominator": "visits"},
}
EFFECTS = {"phone": 2.2, "desk": -1.6, "tablet": 0.4, "": 1.5}


def units():
    draw = random.Random(45)
    found = []
    for index in range(520):
        arm = "new" if index % 13 < 6 else "old"
        device = ["phone", "desk", "phone", "tablet", "", "desk", "phone"][index % 7]
        plan = "free" if draw.random() < 0.7 else "paid"
        new = arm == "new"
        share = 0.3 + (0.05 * EFFECTS[device] if new else 0)
        visits = 1 + int(draw.expovariate(0.6))
        found.append({
            "user": f"u{index}", "arm": arm, "device": device, "plan": plan, "sold": int(draw.random() < share),
            "spend": round(15 + draw.gauss(0, 3) + (EFFECTS[device] if new else 0) + (2 if plan == "paid" else 0), 2), "visits": visits,
            "clicks": int(draw.expovariate(0.8) * visits * (1.1 if new else 1)),
        })
    return found


UNITS = units()


def contrast(kind, members):
    arms = [[unit for unit in members if unit["arm"] == arm] for arm in ("old", "new")]
    if kind == "share":
        return score_pair(*([unit["sold"] for unit in arm] for arm in arms))
    if kind == "per visit":
        return pair(*(ratio_arm([u["clicks"] for u in arm], [u["visits"] for u in arm]) for arm in arms))
    return pair(*(mean_arm([unit["spend"] for unit in arm]) for arm in arms))


def heterogeneity(values):
    """Of (name, effect, error): Q, I squared, effects drawn towards the common one, Gail and Simon's test."""
    names, effects, errors = zip(*values)
    weights = [1 / e**2 for e in errors]
    centre = sum(w * x for w, x in zip(weights, effects)) / sum(weights)
    q, df = sum(w * (x - centre) ** 2 for w, x in zip(weights, effects)), len(values) - 1

    def spread(tau):
        w = [1 / (e**2 + tau) for e in errors]
        mean = sum(a * x for a, x in zip(w, effects)) / sum(w)
        return sum(a * (x - mean) ** 2 for a, x in zip(w, effects)) - df, mean

    tau = 0.0 if spread(0.0)[0] <= 0 else optimize.brentq(lambda t: spread(t)[0], 0, 1e4 * max(e**2 for e in errors), xtol=1e-18, rtol=1e-14)
    mean = spread(tau)[1]
    plus, minus = (sum((x / e) ** 2 for x, e in zip(effects, errors) if side * x > 0) for side in (1, -1))
    sign = sum(stats.binom.pmf(h, df, 0.5) * stats.chi2.sf(min(plus, minus), h) for h in range(1, df + 1))
    keep = [tau / (e**2 + tau) for e in errors]
    return {
        "q": q, "df": df, "p_value": stats.chi2.sf(q, df), "i_squared": max(0.0, 1 - df / q), "p_sign_change": sign if plus and minus else None,
        "values": [
            {"value": n or None, "estimate": x, "std_error": e, "pooled": mean + k * (x - mean), "pooled_std_error": math.sqrt(k) * e if tau else None}
            for n, x, e, k in zip(names, effects, errors, keep)
        ],
    }


def pearson(members, attribute):
    """X² of a logistic model with an intercept for each segment and one effect of the variant."""
    names = sorted({unit[attribute] for unit in members})
    design = [[float(unit[attribute] == name) for name in names] + [float(unit["arm"] == "new")] for unit in members]
    counts = {}
    for row, unit in zip(design, members):
        cell = counts.setdefault(tuple(row), [0, 0])
        cell[1 - unit["sold"]] += 1
    model = statsmodels.api.GLM(
        numpy.array(list(counts.values())), numpy.array(list(counts)), family=statsmodels.api.families.Binomial())
    return float(model.fit(tol=1e-15, maxiter=200).pearson_chi2)


rows, segments, metrics = [], [], []
for kind, keys in TYPES.items():
    metrics.append({"name": kind} | keys)
    parts = [(attribute, value) for attribute in ("device", "plan") for value in sorted({unit[attribute] for unit in UNITS})]
    found = {part: contrast(kind, [unit for unit in UNITS if unit[part[0]] == part[1]]) for part in parts}
    lines = {(part, scale): row(one, scale, NEUTRAL[scale], "two-sided", 0.05) for part, one in found.items() for scale in SCALES.get(kind, ("absolute", "relative"))}
    p = [lines[part, "absolute"]["p_value"] for part in parts]
    corrected, errors = adjusted(p, "bh"), selection_error(p, "bh", 0.05)
    for (part, scale), numbers in lines.items():
        index = parts.index(part)
        low, high = found[part].interval(scale, "two-sided", errors[index]) if errors[index] else (None, None)
        numbers |= {"p_adjusted": corrected[index], "ci_low_adjusted": low, "ci_high_adjusted": high}
        verdict = "inconclusive" if corrected[index] >= 0.05 else "better" if numbers["statistic"] > 0 else "lower"
        rows.append({
            "metric": kind, "estimand": scale, "hypothesis": "superiority", "segment": part[1], "attribute": part[0], "numbers": numbers,
            "words": {"status": "ok", "verdict": verdict, "family": f"segments of {kind}"},
        })
    for attribute in ("device", "plan"):
        values = [(value, one.estimate("absolute"), one.error("absolute")) for (name, value), one in found.items() if name == attribute]
        test = heterogeneity(values) | {"method": "cochran-q"}
        if kind == "share":
            q = pearson(UNITS, attribute)
            test |= {"method": "breslow-day", "q": q, "p_value": stats.chi2.sf(q, test["df"]), "i_squared": max(0.0, 1 - test["df"] / q)}
        segments.append({"metric": kind, "attribute": attribute} | test)

text = ",".join(UNITS[0]) + "\n" + "".join(",".join(str(v) for v in unit.values()) + "\n" for unit in UNITS)
spec = {
    "abtest": 1, "name": "segments", "data": {"source": "SOURCE", "unit": "user", "variant": "arm", "attributes": ["device", "plan"]},
    "variants": [{"name": "old", "control": True, "weight": 7}, {"name": "new", "weight": 6}], "metrics": metrics, "segments": ["device", "plan"],
}
write(
    __file__, ["numpy", "scipy", "statsmodels"],
    "sums over segments, scipy.optimize.brentq for Paule and Mandel's variance, scipy.stats.chi2 and binom, statsmodels.GLM; Methods/heterogeneity",
    [{"name": "segments", "spec": json.dumps(spec), "text": text, "rows": rows, "segments": segments}],
)
