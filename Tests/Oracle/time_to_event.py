"""Whole experiments about times to an event: an exposure log, a log of events, and what a comparison must say.

Curves by loops over the units at risk at each time; Cox's regression and the log-rank test by statsmodels; what covariates,
strata and clusters make of a curve from the influence value of each unit (Methods/time-to-event), which `adjusted_means.py` compares.
"""

import json
import math
import random
import warnings

import numpy
import pandas
from scipy import stats
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

from adjusted_means import Adjusted, Comparison
from experiment_values import INFINITY, Arm, Contrast
from oracle_table import write

warnings.simplefilter("ignore")
HOUR, DAY = 3600, 86400
START, END = pandas.Timestamp("2026-03-01"), pandas.Timestamp("2026-03-27")
HORIZON = 14.0
Z = float(stats.norm.isf(0.025))


def units():
    """Exposures and first events on whole hours, so that times tie; some events at the horizon, some at the exposure."""
    draw = random.Random(94)
    found = []
    for index in range(380):
        arm = "new" if index % 2 else "old"
        exposed = draw.randrange(0, 20 * 24) * HOUR
        prior = round(draw.gauss(0, 1), 3)
        channel = "mail" if draw.random() < 0.4 else "ads"
        rate = (0.05 if arm == "old" else 0.08) * math.exp(0.6 * prior + (0.3 if channel == "mail" else 0))
        event = round(draw.expovariate(rate) * 24) * HOUR
        if index % 61 == 0:
            event = int(HORIZON) * DAY
        if index % 97 == 0:
            event = 0
        events = [event] + ([event + draw.randrange(1, 200) * HOUR] if draw.random() < 0.3 else [])
        watched = min(HORIZON * DAY, (END - START).total_seconds() - exposed)
        happened = event < watched
        found.append({
            "unit": f"u{index}", "arm": arm, "exposed": exposed, "prior": prior, "channel": channel,
            "company": f"{arm}-{index // 2 % 45}", "events": events, "time": (event if happened else watched) / DAY,
            "event": int(happened),
        })
    return found


UNITS = units()


def text(seconds):
    return (START + pandas.Timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S")


def logs():
    exposures = ["unit,variant,at,prior,channel,company"]
    exposures += [",".join([u["unit"], u["arm"], text(u["exposed"]), str(u["prior"]), u["channel"], u["company"]]) for u in UNITS]
    events = ["unit,at"] + [f"{u['unit']},{text(u['exposed'] + event)}" for u in UNITS for event in u["events"]]
    return "\n".join(exposures) + "\n", "\n".join(events) + "\n"


# Curves


def steps(rows):
    """(time, at risk, events, survival before, survival after) at each time of an event."""
    survival, found = 1.0, []
    for time in sorted({r["time"] for r in rows if r["event"]}):
        at_risk = sum(r["time"] >= time for r in rows)
        events = sum(r["time"] == time and r["event"] for r in rows)
        found.append((time, at_risk, events, survival, survival * (at_risk - events) / at_risk))
        survival = found[-1][4]
    return found


def area(curve, start, end):
    """The integral of the survival curve from one time to another."""
    points = [start] + [s[0] for s in curve if start < s[0] < end] + [end]
    total = 0.0
    for left, right in zip(points, points[1:]):
        value = 1.0
        for s in curve:
            if s[0] <= left:
                value = s[4]
        total += value * (right - left)
    return total


def value_and_weights(rows, quantity):
    """The value of a curve, and A of each step: what is left of the value after it."""
    curve = steps(rows)
    if quantity == "rmst":
        return area(curve, 0.0, HORIZON), [area(curve, s[0], HORIZON) if s[0] < HORIZON else 0.0 for s in curve], curve
    value = [1.0] + [s[4] for s in curve if s[0] <= HORIZON]
    return value[-1], [value[-1] if s[0] <= HORIZON else 0.0 for s in curve], curve


def greenwood(rows, quantity):
    value, weights, curve = value_and_weights(rows, quantity)
    variance = sum(a * a * d / (y * (y - d)) for a, (_, y, d, _, _) in zip(weights, curve) if y > d)
    if quantity == "survival":
        known = SurvfuncRight([r["time"] for r in rows], [r["event"] for r in rows])
        at = numpy.searchsorted(known.surv_times, HORIZON, side="right") - 1
        assert math.isclose(known.surv_prob[at], value, rel_tol=1e-12)
        assert math.isclose(known.surv_prob_se[at] ** 2, variance, rel_tol=1e-10)
    return value, variance


def influences(rows, quantity):
    _, weights, curve = value_and_weights(rows, quantity)
    n = len(rows)
    found = []
    for r in rows:
        risk = sum(a * n * d / (y * (y - d)) for a, (t, y, d, _, _) in zip(weights, curve) if t <= r["time"] and y > d)
        own = sum(a * n / (y - d) for a, (t, y, d, _, _) in zip(weights, curve) if t == r["time"] and r["event"] and y > d)
        found.append(risk - own)
    _, variance = greenwood(rows, quantity)
    assert math.isclose(sum(v * v for v in found) / n**2, variance, rel_tol=1e-9) and abs(sum(found)) < 1e-8 * n
    return found


# Rows of results


class Normal(Contrast):
    def df(self, r):
        return INFINITY


def arms_of(members):
    return [[u for u in members if u["arm"] == arm] for arm in ("old", "new")]


def plain(members, quantity):
    sides = []
    for rows in arms_of(members):
        value, variance = greenwood(rows, quantity)
        sides.append(Arm(value, variance, INFINITY, len(rows)))
    return Normal([(1.0, sides[0])], [(1.0, sides[1])])


def numbers_of(contrast, scale):
    low, high = contrast.interval(scale, "two-sided", 0.05)
    null = 0.0
    statistic, _ = contrast.z("absolute", null)
    return {
        "value_control": contrast.values[0], "value_variant": contrast.values[1], "estimate": contrast.estimate(scale),
        "std_error": contrast.error(scale), "ci_low": low, "ci_high": high, "statistic": statistic,
        "p_value": 2 * stats.norm.sf(abs(statistic)), "df": None,
    }


def odds(contrast):
    (zero, one), (v0, v1) = contrast.values, (contrast.variance(0) and contrast.zero[0][1].variance, contrast.one[0][1].variance)
    ratio = one / (1 - one) / (zero / (1 - zero))
    error = math.sqrt(v0 / (zero * (1 - zero)) ** 2 + v1 / (one * (1 - one)) ** 2)
    # The p-value is that of the logarithm of the odds ratio.
    z = math.log(ratio) / error
    return {
        "estimate": ratio, "std_error": ratio * error, "ci_low": ratio * math.exp(-Z * error),
        "ci_high": ratio * math.exp(Z * error), "statistic": z, "p_value": 2 * stats.norm.sf(abs(z)),
    }


def row(metric, estimand, numbers, words=None, segment=None):
    own = {"metric": metric, "estimand": estimand, "hypothesis": "superiority", "numbers": numbers, "words": words or {}}
    return own | ({"attribute": segment[0], "segment": segment[1]} if segment else {})


def hazard(members, strata, segment=None, metric="hazard"):
    data = pandas.DataFrame(members)
    arm = (data["arm"] == "new").astype(float).to_numpy()
    groups = data["channel"].to_numpy() if strata else None
    fit = PHReg(data["time"].to_numpy(), arm[:, None], status=data["event"].to_numpy(), strata=groups, ties="efron").fit(
        method="newton", disp=0, gtol=1e-14, maxiter=100
    )
    beta, error = float(fit.params[0]), float(fit.bse[0])
    square, p = survdiff(data["time"], data["event"], arm, strata=groups)
    ratio = math.exp(beta)
    counts = {"n_control": int((arm == 0).sum()), "n_variant": int((arm == 1).sum())}
    numbers = counts | {
        "value_control": 1.0, "value_variant": ratio, "estimate": ratio - 1, "std_error": ratio * error,
        "ci_low": math.exp(beta - Z * error) - 1, "ci_high": math.exp(beta + Z * error) - 1, "statistic": beta / error,
        "p_value": 2 * stats.norm.sf(abs(beta / error)), "df": None,
    }
    companion = {"statistic": math.copysign(math.sqrt(square), beta), "p_value": p}
    return [row(metric, "relative", numbers, {"method": "cox"}, segment), row(metric, "relative", companion, {"method": "log-rank"}, segment)]


def adjusted(members, quantity, covariates, strata, clusters):
    sides = arms_of(members)
    values = [value_and_weights(rows, quantity)[0] for rows in sides]
    flat = [(arm, r, psi) for arm, rows in enumerate(sides) for r, psi in zip(rows, influences(rows, quantity))]
    if clusters:
        totals = {}
        for arm, r, psi in flat:
            total = totals.setdefault(r["company"], [arm, numpy.zeros(2), numpy.zeros(1)])
            total[1] += [psi, 1.0]
            total[2] += r["prior"]
        arms = [t[0] for t in totals.values()]
        w = numpy.array([t[1] for t in totals.values()])
        x = numpy.array([t[2] for t in totals.values()])
        labels = [()] * len(arms)
    else:
        arms = [arm for arm, _, _ in flat]
        w = numpy.array([[psi] for _, _, psi in flat])
        x = numpy.array([[r["prior"]] for _, r, _ in flat])
        labels = [(r["channel"],) if strata else () for _, r, _ in flat]
    fit = Adjusted(arms, labels, w, x if covariates else x[:, :0], "arm", has_shape=False)
    if not clusters:
        # Greenwood divides by n where a variance of rows divides by n - 1.
        for (arm, stratum), (matrix, freedom) in list(fit.own.items()):
            n = len(sides[arm])
            fit.own[arm, stratum] = (matrix * (n - 1) / n, freedom)
    comparison = Comparison(fit, 0, 1)
    comparison.theta = [theta + value for theta, value in zip(comparison.theta, values)]
    return comparison.result()


def adjusted_rows(metric, result, segment=None):
    absolute = {
        "value_control": result["valueControl"], "value_variant": result["valueVariant"], "estimate": result["estimate"],
        "std_error": result["error"], "df": result["df"], "statistic": result["statistic"], "p_value": result["p"],
        "ci_low": result["lower"], "ci_high": result["upper"],
    }
    relative = {"estimate": result["lift"], "ci_low": result["liftLower"], "ci_high": result["liftUpper"]}
    return [row(metric, "absolute", absolute, None, segment), row(metric, "relative", relative, None, segment)]


def curve_rows(metric, members, quantity, segment=None):
    contrast = plain(members, quantity)
    found = [row(metric, scale, numbers_of(contrast, scale), None, segment) for scale in ("absolute", "relative")]
    return found + ([row(metric, "odds-ratio", odds(contrast), None, segment)] if quantity == "survival" else [])


def spec(name, metrics, **further):
    assignments = {"source": "SOURCE", "unit": "unit", "time": "at", "attributes": ["channel"]} | further.pop("assignments", {})
    return json.dumps({
        "abtest": 1, "name": name, "start": "2026-03-01", "end": "2026-03-27",
        "data": {"assignments": assignments, "facts": {"orders": {"source": "orders.csv", "unit": "unit", "time": "at"}}},
        "variants": [{"name": "old", "control": True}, {"name": "new"}], "metrics": metrics, **further,
        "inference": {"correction": "none"},
    })


def metric(name, estimand="rmst", **further):
    return {"name": name, "type": "time-to-event", "fact": "orders", "horizon": "14d", "estimand": estimand} | further


def experiments():
    exposures, orders = logs()
    files = {"orders.csv": orders}
    covariate = {"covariates": ["prior"]}
    cases = [
        ("plain", spec("plain", [metric("mean"), metric("share", "survival"), metric("hazard", "hazard-ratio")]),
         curve_rows("mean", UNITS, "rmst") + curve_rows("share", UNITS, "survival") + hazard(UNITS, False)),
        ("covariates", spec("covariates", [metric("mean", **covariate), metric("share", "survival", **covariate)]),
         adjusted_rows("mean", adjusted(UNITS, "rmst", True, False, False))
         + adjusted_rows("share", adjusted(UNITS, "survival", True, False, False))),
        ("strata", spec("strata", [metric("mean"), metric("both", **covariate), metric("hazard", "hazard-ratio")], strata=["channel"]),
         adjusted_rows("mean", adjusted(UNITS, "rmst", False, True, False))
         + adjusted_rows("both", adjusted(UNITS, "rmst", True, True, False)) + hazard(UNITS, True)),
        ("clusters", spec("clusters", [metric("mean"), metric("both", **covariate)], assignments={"cluster": "company"}),
         adjusted_rows("mean", adjusted(UNITS, "rmst", False, False, True))
         + adjusted_rows("both", adjusted(UNITS, "rmst", True, False, True))),
    ]
    found, segments = [], []
    for value in ("ads", "mail"):
        members = [u for u in UNITS if u["channel"] == value]
        where = ("channel", value)
        segments += curve_rows("mean", members, "rmst", where) + hazard(members, False, where)
        segments += adjusted_rows("both", adjusted(members, "rmst", True, False, False), where)
    cases.append(("segments", spec("segments", [metric("mean"), metric("both", **covariate), metric("hazard", "hazard-ratio")],
                                   segments=["channel"]), segments))
    for name, text_of_spec, rows in cases:
        found.append({"name": name, "spec": text_of_spec, "text": exposures, "files": files, "rows": rows})
    return found


write(__file__, ["numpy", "pandas", "scipy", "statsmodels"], "survfunc, survdiff, PHReg(ties='efron')", experiments())
