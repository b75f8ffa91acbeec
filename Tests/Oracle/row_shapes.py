#!/usr/bin/env python3
"""Figures of real experiments whose rows are events or counts, by loops over the rows and scipy.

Writes row_shapes.json. The data stays where it is: row_shapes.py --data-root DIR
"""
import argparse
import collections
import csv
import gzip
import json
import os
import platform

import numpy
import scipy
from scipy import stats

import pooled_shape

parser = argparse.ArgumentParser()
parser.add_argument("--data-root", required=True)
root = parser.parse_args().data_root


def rows(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(os.path.join(root, path), "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def arm(values):
    return {"n": len(values), "value": float(numpy.mean(values))}


def of_means(zero, one):
    found = pooled_shape.comparison(pooled_shape.Arm(zero), pooled_shape.Arm(one))
    return {key: value if isinstance(value, (str, bool)) else float(value) for key, value in found.items()}


cases = []


def ratio(data_set, arms, observed, expected):
    test = stats.chisquare(observed, expected)
    p = test.pvalue
    if len(observed) == 2 and sum(observed) < 1000000:
        law = stats.binom(sum(observed), expected[0] / sum(expected))
        p = min(1, 2 * min(law.cdf(observed[0]), law.sf(observed[0] - 1)))
    cases.append({"dataSet": data_set, "kind": "sampleRatio", "arms": arms, "observed": observed,
                  "chiSquare": float(test.statistic), "p": float(p)})


def comparison(data_set, metric, control, variant, zero, one, test=None):
    cases.append({"dataSet": data_set, "kind": "comparison", "metric": metric, "variant": variant,
                  "control": zero, "treatment": one, **({"means": test} if test else {})})


# A row per event: converted is any, spend is the sum, per user.
users = {}
for row in rows("globox-banner/ab_test.csv"):
    user = users.setdefault(row["user_id"], [row["test_group"], 0, 0.0])
    user[1] = max(user[1], int(row["converted"] == "Yes"))
    user[2] += float(row["total_spent"])
groups = {g: [u for u in users.values() if u[0] == g] for g in "AB"}
for metric, column in (("converted", 1), ("spend", 2)):
    zero, one = ([u[column] for u in groups[g]] for g in "AB")
    comparison("globox-banner", metric, "A", "B", arm(zero), arm(one), of_means(zero, one) if metric == "spend" else None)

# An event log: units by group.
seen = {row["id"]: row["group"] for row in rows("audacity-homepage/homepage_actions.csv")}
counts = collections.Counter(seen.values())
observed = [counts["control"], counts["experiment"]]
ratio("audacity-homepage", ["control", "experiment"], observed, [sum(observed) / 2] * 2)

# Daily counts in a file per variant; a day whose enrollments are blank is known to neither.
days = {g: list(rows(f"udacity-free-trial/{g}_results.csv")) for g in ("control", "experiment")}
for metric, column in (("gross_conversion", "Enrollments"), ("net_conversion", "Payments")):
    values = []
    for group in ("control", "experiment"):
        known = [day for day in days[group] if day[column] and day["Clicks"]]
        successes, trials = (sum(int(day[c]) for day in known) for c in (column, "Clicks"))
        values.append({"n": trials, "value": successes / trials})
    comparison("udacity-free-trial", metric, "control", "screener", *values)
views = [sum(int(day["Pageviews"]) for day in days[g]) for g in ("control", "experiment")]
ratio("udacity-free-trial", ["control", "screener"], views, [sum(views) / 2] * 2)

# A row per unit.
earnings = {t: [float(r["re78"]) for r in rows("nsw-lalonde/nsw_mixtape.csv") if float(r["treat"]) == t] for t in (0, 1)}
comparison("nsw-lalonde", "re78", "0", "1", arm(earnings[0]), arm(earnings[1]), of_means(earnings[0], earnings[1]))

letters = collections.defaultdict(list)
for row in rows("social-pressure/social.csv.gz"):
    letters[row["messages"]].append(int(row["primary2006"]))
arms = ["Control", "Civic Duty", "Hawthorne", "Neighbors"]
for name in arms[1:]:
    comparison("social-pressure", "voted", "Control", name, arm(letters["Control"]), arm(letters[name]))
observed = [len(letters[name]) for name in arms]
ratio("social-pressure", arms, observed, [sum(observed) * share / 8 for share in (5, 1, 1, 1)])

sessions = collections.defaultdict(list)
for row in rows("online-shoppers/online_shoppers_intention.csv"):
    sessions[row["VisitorType"]].append(int(row["Revenue"] == "TRUE"))
comparison("online-shoppers", "purchase", "Returning_Visitor", "New_Visitor", arm(sessions["Returning_Visitor"]),
           arm(sessions["New_Visitor"]))

document = {
    "generator": "Tests/Oracle/row_shapes.py",
    "versions": {"python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__},
    "call": "pooled_shape.comparison(zero, one); scipy.stats.chisquare(observed, expected)",
    "cases": cases,
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "row_shapes.json"), "w", encoding="utf-8") as file:
    json.dump(document, file, indent=1)
    file.write("\n")
