"""Skewed and even amounts of the same units: where a small variant's shape may matter, rows are read once more.

The pair shows what that costs: both have three adjusted metrics, or three totals of clusters, and nothing else differs.
"""

import csv
import json

METRICS, CLUSTER_SIZE = 3, 20
SHAPES = ("skewed", "even")
SMALL = 0.05  # of the units, in the treatment
METHODS = {("skewed", False): "hall-t", ("even", False): "welch-t", ("skewed", True): "hall-t", ("even", True): "delta-method"}


def names(shape):
    return [f"{shape}{k}" for k in range(METRICS)]


def columns(random, first, count):
    """Clusters as a whole are in one variant; a twentieth of the units has an amount, or each has."""
    team = (first + random.permutation(count)) // CLUSTER_SIZE
    # A hash of the cluster, for its units may lie in several parts of the table.
    treated = team * 7919 % 10007 < SMALL * 10007
    earlier = random.gamma(2.0, 5.0, count).round(1)
    values = {"team": team, "variant": [("control", "treatment")[int(t)] for t in treated], "earlier": earlier}
    for name in names("skewed"):
        values[name] = ((random.lognormal(3.0, 2.0, count) + earlier) * (random.random(count) < 0.05)).round(2)
    for name in names("even"):
        values[name] = (random.gamma(4.0, 5.0, count) + earlier).round(2)
    return values


def write_spec(folder, source, shape, is_clustered):
    own = {} if is_clustered else {"covariates": ["earlier"]}
    spec = {
        "abtest": 1,
        "name": "skewed",
        "data": {"source": source} | ({"cluster": "team"} if is_clustered else {"attributes": ["earlier"]}),
        "variants": [
            {"name": "control", "control": True, "weight": round((1 - SMALL) * 100)},
            {"name": "treatment", "weight": round(SMALL * 100)},
        ],
        "metrics": [{"name": name, "type": "mean", "column": name} | own for name in names(shape)],
    }
    path = folder / f"{source}.{shape}{'.clusters' if is_clustered else ''}.json"
    path.write_text(json.dumps(spec, indent=2) + "\n")
    return path


def methods(reports):
    """The methods of the differences in a results.csv: the pair means nothing if both are compared in the same way."""
    with open(next(reports.glob("*.csv")), newline="") as file:
        return {row["method"] for row in csv.DictReader(file) if row["estimand"] == "absolute"}
