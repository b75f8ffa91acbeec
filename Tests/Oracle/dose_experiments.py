"""Whole experiments of doses with covariates, strata, clusters and phases: curves by statsmodels, from single rows.

Predictions are means over all rows with the dose set to one value. A null value is tested by the distance to the nearest
coefficients that meet it, from the conditions of Lagrange. The spline is patsy's cr(), another basis of the same curves.
"""

import json
import random

import numpy as np
import statsmodels.api as sm
from patsy import dmatrix
from scipy import stats
from scipy.special import expit

from dose_distance import TwoDoses
from oracle_table import write

cases = []


def line(doses, _):
    return np.column_stack([np.ones_like(doses), doses])


def spline(doses, seen):
    knots = [float(knot) for knot in np.quantile(seen, [0.05, 0.35, 0.65, 0.95])]
    parts = f"cr(x, knots={knots[1:3]!r}, lower_bound={knots[0]!r}, upper_bound={knots[3]!r}) - 1"
    # Beyond its bounds patsy's basis is straight, as the curve is.
    return np.asarray(dmatrix(parts, {"x": doses}))


def fitted(y, x, logit, errors, clusters):
    """Coefficients, their covariance, and the degrees of freedom of their errors."""
    model = sm.GLM(y, x, family=sm.families.Binomial()) if logit else sm.OLS(y, x)
    tight = {"tol": 1e-14, "tol_criterion": "params", "maxiter": 100} if logit else {}
    if errors == "clustered":
        groups = np.unique(clusters, return_inverse=True)[1]
        fit = model.fit(cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False}, **tight)
        count = groups.max() + 1
        return fit.params, fit.cov_params() * count / (count - 1), count - 1
    if errors == "hc2":
        fit = model.fit(cov_type="HC2")
        return fit.params, fit.cov_params(), len(y) - x.shape[1]
    fit = model.fit(**tight)
    return fit.params, fit.cov_params(), None


def rows(metric, y, dose, compare, basis=line, logit=True, held=None, errors="model", clusters=None, words=None):
    """What the results say of one metric: absolute, relative, and the odds of a line without covariates."""
    y, dose = np.asarray(y, float), np.asarray(dose, float)
    held = np.empty((len(y), 0)) if held is None else np.asarray(held, float)

    def design(doses):
        return np.column_stack([basis(doses, dose), held])

    beta, covariance, df = fitted(y, design(dose), logit, errors, clusters)

    reference = stats.norm if df is None else stats.t(df)
    doses = TwoDoses(beta, covariance, [design(np.full_like(dose, value)) for value in compare], logit)
    zero, one = doses.zero, doses.one
    estimates = {"absolute": one - zero, "relative": one / zero - 1, "odds-ratio": one / (1 - one) / (zero / (1 - zero))}
    found = {}
    for scale, (low, high) in doses.intervals(reference.isf(0.025)).items():
        shift = 1 if scale == "relative" else 0
        found[scale] = {
            "estimate": estimates[scale], "statistic": doses.z, "df": df, "p_value": 2 * reference.sf(abs(doses.z)),
            "ci_low": low - shift, "ci_high": high - shift,
        }
    found["absolute"] |= {"value_control": zero, "value_variant": one, "std_error": doses.absolute}
    return [
        {"metric": metric, "estimand": name, "hypothesis": "superiority", "numbers": numbers, "words": {"status": "ok"} | (words or {})}
        for name, numbers in found.items()
    ]


def metric(name, model, compare, column="sold", outcome="proportion", **more):
    return {"name": name, "type": "dose-response", "outcome": {"type": outcome, "column": column}, "model": model, "compare": compare} | more


OLD_AND_NEW = [{"name": "old", "control": True}, {"name": "new"}]


def case(name, units, metrics, expected, data, variants=OLD_AND_NEW, **more):
    text = ",".join(units[0]) + "\n" + "".join(",".join("" if v is None else str(v) for v in unit.values()) + "\n" for unit in units)
    spec = {"abtest": 1, "name": "doses", "data": {"source": "SOURCE", "unit": "user"} | data, "variants": variants, "metrics": metrics}
    cases.append({"name": name, "spec": json.dumps(spec | more), "text": text, "rows": expected})


def column(units, name):
    return [unit[name] for unit in units]


# Covariates of which some are missing, and strata.
draw = random.Random(1)
units = []
for number in range(600):
    dose, age, city = round(draw.uniform(0.5, 5), 1), draw.randint(20, 70), draw.choice("abc")
    chance = expit(0.4 - 0.9 * np.sqrt(dose) + 0.02 * age + {"a": 0, "b": 0.5, "c": -0.6}[city])
    sold = int(draw.random() < chance)
    units.append({
        "user": number, "variant": draw.choice(["old", "new"]), "sold": sold, "spent": round(20 - 2 * dose + 0.1 * age + draw.gauss(0, 4), 2),
        "seconds": dose, "age": None if draw.random() < 0.06 else age, "city": city,
    })
age = np.array([np.nan if unit["age"] is None else unit["age"] for unit in units])
# A missing covariate is the mean of the others, and an indicator.
filled = np.column_stack([np.where(np.isnan(age), np.nanmean(age), age), np.isnan(age)])
city = np.array([[unit["city"] == name for name in "bc"] for unit in units], float)
seconds, sold, spent = (column(units, name) for name in ("seconds", "sold", "spent"))
ages = {"dose": "seconds", "covariates": ["age"]}
for name, held, more in (("a covariate", filled, {}), ("a covariate and strata", np.column_stack([filled, city]), {"strata": ["city"]})):
    case(
        name, units,
        [metric("line", "logistic", [4, 1], **ages), metric("curve", "spline", [4, 1], **ages),
         metric("spent", "linear", [4, 1], "spent", "mean", **ages)],
        rows("line", sold, seconds, [4, 1], held=held) + rows("curve", sold, seconds, [4, 1], spline, held=held)
        + rows("spent", spent, seconds, [4, 1], logit=False, held=held, errors="hc2"),
        {"attributes": ["city"]}, **more)

# Clusters that got a variant's dose.
draw = random.Random(2)
units = []
for shop in range(48):
    dose, taste = shop % 3, draw.gauss(0, 0.5)
    for _ in range(draw.randint(3, 12)):
        units.append({"user": len(units), "variant": f"d{dose}", "sold": int(draw.random() < expit(0.3 - 0.5 * dose + taste)), "shop": f"s{shop}"})
dose = [float(unit["variant"][1]) for unit in units]
shops = {"errors": "clustered", "clusters": column(units, "shop")}
case(
    "clusters with doses of variants", units, [metric("line", "logistic", [0, 2]), metric("straight", "linear", [0, 2])],
    rows("line", column(units, "sold"), dose, [0, 2], **shops) + rows("straight", column(units, "sold"), dose, [0, 2], logit=False, **shops),
    {"cluster": "shop"}, [{"name": "d0", "control": True, "dose": 0}, {"name": "d1", "dose": 1}, {"name": "d2", "dose": 2}])

# Page views of visitors who were assigned, each view with seconds of its own.
draw = random.Random(3)
units = []
for visitor in range(60):
    taste = draw.gauss(0, 0.6)
    for _ in range(draw.randint(1, 9)):
        dose = round(draw.gammavariate(4, 0.6), 2)
        units.append({
            "user": len(units), "variant": "old" if visitor % 2 == 0 else "new", "sold": int(draw.random() < expit(1.4 - 0.8 * dose + taste)),
            "seconds": dose, "spent": round(9 - dose + 2 * taste + draw.gauss(0, 1), 2), "visitor": f"v{visitor}",
        })
seconds, views = column(units, "seconds"), {"errors": "clustered", "clusters": column(units, "visitor")}
case(
    "clusters whose units have doses of their own", units,
    [metric("curve", "spline", [4, 1], dose="seconds"), metric("spent", "linear", [4, 1], "spent", "mean", dose="seconds")],
    rows("curve", column(units, "sold"), seconds, [4, 1], spline, **views) + rows("spent", column(units, "spent"), seconds, [4, 1], logit=False, **views),
    {"cluster": "visitor"})

# A ramp: the phase has shares and outcomes of its own, and is held.
draw = random.Random(4)
units = []
for number in range(900):
    phase = number % 2
    is_new = draw.random() < (0.1, 0.5)[phase]
    chance = (0.3, 0.12)[phase] - (0.05 if is_new else 0)
    units.append({
        "user": number, "variant": "new" if is_new else "old", "at": f"2026-03-0{(1, 5)[phase]}", "sold": int(draw.random() < chance),
        "spent": round((20, 14)[phase] - (1 if is_new else 0) + draw.gauss(0, 5), 2),
    })
dose, phase = [3.0 if unit["variant"] == "new" else 1.0 for unit in units], [[float(unit["at"].endswith("5"))] for unit in units]
case(
    "a ramp", units, [metric("line", "logistic", [1, 3]), metric("spent", "linear", [1, 3], "spent", "mean")],
    rows("line", column(units, "sold"), dose, [1, 3], held=phase)
    + rows("spent", column(units, "spent"), dose, [1, 3], logit=False, held=phase, errors="hc2"),
    {"time": "at", "phases": [{"until": "2026-03-03", "weights": [90, 10]}, {"until": "2026-03-10", "weights": [50, 50]}]},
    [{"name": "old", "control": True, "dose": 1}, {"name": "new", "dose": 3}])

# Means per dose.
draw = random.Random(5)
units = [
    {"user": number, "variant": f"d{number % 3}", "spent": round(5 + 2 * (number % 3) + draw.gauss(0, 1 + number % 3), 2)} for number in range(40)
]
dose = [(0, 1, 2.5)[number % 3] for number in range(40)]
case(
    "means of doses of variants", units, [metric("line", "linear", [0, 2], "spent", "mean")],
    rows("line", column(units, "spent"), dose, [0, 2], logit=False, errors="hc2"), {},
    [{"name": "d0", "control": True, "dose": 0}, {"name": "d1", "dose": 1}, {"name": "d2", "dose": 2.5}])

write(
    __file__, ["numpy", "patsy", "scipy", "statsmodels"],
    "statsmodels GLM(family=Binomial()) and OLS, cov_type cluster times G/(G-1) and HC2; means of predictions over all rows; patsy cr()", cases)
