"""Whole experiments with covariates, strata and clusters: small files and what a comparison of variants must say of each.

The rows of analysis are made here by loops over the rows of a file; `adjusted_means.py` and `special_comparisons.py` compare
them.
"""

import csv
import io
import json

import numpy

from adjusted_means import Adjusted
from adjusted_tables import experiments
from experiment_values import Shaped, mean_arm, p_value, pair, ratio_arm
from oracle_table import write
from special_comparisons import EVENTS_PER_COVARIATE, comparison

# Rows of analysis


def number(text):
    """A finite number; None for what is missing or is none."""
    try:
        value = float(text)
    except (TypeError, ValueError):
        return None
    return value if numpy.isfinite(value) else None


def truth(text):
    return {"1": 1.0, "0": 0.0, "yes": 1.0, "no": 0.0, "true": 1.0, "false": 0.0}.get((text or "").lower())


def outcome(metric, row):
    """The outcome vector of one row of the file; None where the row is outside the metric."""
    if "only" in metric and row[metric["only"][0]] != metric["only"][1]:
        return None
    names = metric["columns"]
    values = [truth(row[name]) if metric["type"] == "proportion" else number(row[name]) for name in names]
    return None if None in values else numpy.array(values)


def units(experiment, metric):
    """One dictionary per unit: arm, attributes, w (None where the unit is outside the metric)."""
    if experiment["rows"] == "aggregates":
        found = []
        for row in experiment["table"]:
            successes, trials = (int(row[name]) for name in metric["columns"])
            found += [row | {"w": numpy.array([float(i < successes)])} for i in range(trials)]
        return found
    groups = {}
    for index, row in enumerate(experiment["table"]):
        groups.setdefault(row[experiment["unit"]] if experiment["unit"] else index, []).append(row)
    found = []
    for rows in groups.values():
        parts = [part for part in (outcome(metric, row) for row in rows) if part is not None]
        unit = {name: next((row[name] for row in rows if row[name] != ""), "") for name in rows[0]}
        if experiment["rows"] == "units":
            parts = parts[:1]  # the other rows are identical repeats
        total = None
        if parts:
            total = numpy.max(parts, axis=0) if metric["type"] == "proportion" else numpy.sum(parts, axis=0)
        found.append(unit | {"w": total})
    return found


def covariate_columns(metric, rows):
    """The covariates of units: numbers with the mean and an indicator for what is missing, and dummies of texts."""
    columns = []
    for name in metric["covariates"]:
        if name in metric["categories"]:
            values = sorted({row[name] for row in rows})
            columns += [[float(row[name] == value) for row in rows] for value in values[1:]]
            continue
        values = [number(row[name]) for row in rows]
        known = [value for value in values if value is not None]
        mean = sum(known) / len(known) if known else 0.0
        columns.append([mean if value is None else value for value in values])
        if len(known) < len(values):
            columns.append([float(value is None) for value in values])
    return numpy.array(columns).T.reshape(len(rows), len(columns))


def analysis_rows(experiment, metric):
    """Arms, strata, W (n × q) and X (n × k) of the rows of analysis."""
    rows = [row for row in units(experiment, metric) if row["w"] is not None]
    strata = experiment["strata"]
    if experiment["cluster"] is None:
        w = numpy.array([row["w"] for row in rows])
        return [row["arm"] for row in rows], [tuple(row[s] for s in strata) for row in rows], w, covariate_columns(metric, rows)
    clusters = {}
    for row in rows:
        clusters.setdefault(row[experiment["cluster"]], []).append(row)
    w, x, first = [], [], []
    for members in clusters.values():
        vectors = [member["w"] if len(member["w"]) == 2 else numpy.append(member["w"], 1.0) for member in members]
        w.append(numpy.sum(vectors, axis=0))
        x.append([sum(number(member[name]) or 0.0 for member in members) for name in metric["covariates"]])
        first.append(members[0])
    x = numpy.array(x).reshape(len(first), len(metric["covariates"]))
    return [row["arm"] for row in first], [tuple(row[s] for s in strata) for row in first], numpy.array(w), x


# Experiments


def adjustment(fit):
    """As results name it: lin(k=2)+strata(3)."""
    name = {"arm": "lin", "common": "ancova", "arm-stratum": "lin-by-stratum"}[fit.rule]
    parts = ([f"{name}(k={fit.k})"] if fit.k else []) + ([f"strata({fit.strata})"] if fit.strata > 1 else [])
    return "+".join(parts) or "none"


def unadjusted(w, other):
    """Of means and ratios that nothing adjusts, and whose rows are units: their own comparison; None for Welch's of means."""
    arm = mean_arm if w.shape[1] == 1 else ratio_arm
    contrast = pair(arm(*w.T), arm(*other.T))
    if w.shape[1] == 1 and not isinstance(contrast, Shaped):
        return None
    (statistic, df), (lower, upper) = contrast.z("absolute", 0.0), contrast.interval("absolute", "two-sided", 0.05)
    (lift_lower, lift_upper), (zero, one) = contrast.interval("relative", "two-sided", 0.05), contrast.values
    return {
        "valueControl": zero, "valueVariant": one, "estimate": contrast.estimate("absolute"), "error": contrast.error("absolute"),
        "df": df, "statistic": statistic, "p": p_value(statistic, df, "two-sided"), "lower": lower, "upper": upper,
        "lift": contrast.estimate("relative"), "liftLower": lift_lower, "liftUpper": lift_upper,
    }


def segment_results(experiment):
    """The results of each segment: of its units alone."""
    found = []
    for attribute in experiment["segments"]:
        for value in sorted({row[attribute] for row in experiment["table"]}):
            table = [row for row in experiment["table"] if row[attribute] == value]
            for row in results(experiment | {"table": table}):
                found.append(row | {"segment": attribute, "segmentValue": value})
    return found


def results(experiment):
    found = []
    for metric in experiment["metrics"]:
        arms, strata, w, x = analysis_rows(experiment, metric)
        # Proportions of units share their slopes, and bear a covariate with ten events and ten others.
        shares = metric["type"] == "proportion" and experiment["cluster"] is None
        numbers, slopes = [experiment["arms"].index(arm) for arm in arms], "common" if shares else metric["slopes"]
        fit = Adjusted(numbers, strata, w, x, slopes, has_shape=not shares and experiment["cluster"] is None)
        if shares and min(w.sum(), len(w) - w.sum()) < EVENTS_PER_COVARIATE * fit.k:
            fit = Adjusted(numbers, strata, w, x[:, :0], slopes)
        counts = [arms.count(arm) for arm in experiment["arms"]]
        values = {arm: {v[0] / v[1] if len(v) > 1 else v[0] for a, v in zip(arms, w) if a == arm} for arm in experiment["arms"]}
        constant = {arm for arm in experiment["arms"] if values[arm] <= {0.0} or values[arm] <= {1.0}}
        for variant in range(1, len(experiment["arms"])):
            if metric["type"] == "proportion" and constant & {experiment["arms"][0], experiment["arms"][variant]}:
                continue  # no or all successes: `boundary_experiments.py`
            row = {"metric": metric["name"], "variant": experiment["arms"][variant], "adjustment": adjustment(fit)}
            row |= {"countControl": counts[0], "countVariant": counts[variant]}
            own = None
            if adjustment(fit) == "none" and experiment["cluster"] is None and metric["type"] != "proportion":
                own = unadjusted(*(w[[a == experiment["arms"][i] for a in arms]] for i in (0, variant)))
            found.append(row | (own or comparison(metric, experiment["cluster"] is not None, fit, numbers, w, 0, variant).result()))
    return found


def text(experiment):
    file = io.StringIO()
    writer = csv.DictWriter(file, list(experiment["table"][0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(experiment["table"])
    return file.getvalue()


def spec(experiment):
    """The spec as abtest reads it, without its source."""
    data = {"rows": experiment["rows"], "variant": "arm"}
    data |= {key: experiment[key] for key in ("unit", "cluster") if experiment[key]}
    attributes = list(dict.fromkeys(experiment["strata"] + experiment["segments"]))
    if attributes:
        data["attributes"] = attributes
    if experiment["rows"] == "aggregates":
        # Every trial is a unit of its own here.
        data["trials"] = "units"
    weights = experiment["weights"] or [1] * len(experiment["arms"])
    variants = [{"name": arm, "weight": weight} for arm, weight in zip(experiment["arms"], weights)]
    variants[0]["control"] = True
    metrics = []
    for metric in experiment["metrics"]:
        entry = {"name": metric["name"], "type": metric["type"]}
        if experiment["rows"] == "aggregates":
            entry |= dict(zip(("successes", "trials"), metric["columns"]))
        elif metric["type"] == "ratio":
            entry |= dict(zip(("numerator", "denominator"), metric["columns"]))
        else:
            entry["column"] = metric["columns"][0]
        if metric["covariates"]:
            entry |= {"covariates": metric["covariates"], "slopes": metric["slopes"]}
        if "only" in metric:
            entry["where"] = f"{metric['only'][0]} = '{metric['only'][1]}'"
        metrics.append(entry)
    whole = {"abtest": 1, "name": "example", "data": data, "variants": variants, "metrics": metrics}
    return whole | {key: experiment[key] for key in ("strata", "segments") if experiment[key]}


if __name__ == "__main__":
    cases = []
    for experiment in experiments():
        case = {"name": experiment["name"], "formats": experiment["formats"], "spec": spec(experiment)}
        case["spec"]["data"] = {"source": "SOURCE"} | case["spec"]["data"]
        case["spec"] = json.dumps(case["spec"])
        cases.append(case | {"text": text(experiment), "results": results(experiment) + segment_results(experiment)})
    write(
        __file__,
        ["numpy", "scipy"],
        "numpy.linalg.lstsq on the rows of each slope group, scipy.stats.t, scipy.optimize.brentq; Methods/adjusted-means, deltas-and-ratios, contrasts, clusters",
        cases,
    )
