"""Cookie Cats and Hillstrom: every comparison with the control, from exact sums of the published files.

python real_data.py --data-root FOLDER, where FOLDER holds cookie-cats/cookie_cats.csv and hillstrom-email/hillstrom.csv.gz
(the sha256 sums are in SOURCES). Dollars are counted in whole cents, so that every sum is exact.
"""

import argparse
import csv
import gzip
import hashlib
import io
import os
from fractions import Fraction

from mpmath import sqrt
from scipy import stats

import fieller
import miettinen_nurminen
import pooled_shape
from evidence import absolute_contrast
from generated_rows import exact
from oracle_table import write
from reference import binomial_p, chi_square_sf

LEVELS = [0.9, 0.95, 0.99]
SOURCES = {
    "cookie-cats/cookie_cats.csv": "91bb91e2e25f42f6bd6d4920346d8f89ecb82fe442b257272cc258dbcc8e9c97",
    "hillstrom-email/hillstrom.csv.gz": "ff9e59285e9dc3f5fa3e0975419e6631ea5bdccd65d818991473d2367e02979c",
}
COOKIE = {
    "retention_1": ("proportion", lambda row: (row["retention_1"] == "TRUE", 1)),
    "retention_7": ("proportion", lambda row: (row["retention_7"] == "TRUE", 1)),
    "sum_gamerounds": ("mean", lambda row: (int(row["sum_gamerounds"]), 1)),
}
HILLSTROM = {
    "visit": ("proportion", lambda row: (int(row["visit"]), 1)),
    "conversion": ("proportion", lambda row: (int(row["conversion"]), 1)),
    "spend": ("mean", lambda row: (Fraction(row["spend"]), 1)),
    "spend per visit": ("ratio", lambda row: (Fraction(row["spend"]), int(row["visit"]))),
}


def read(root, name):
    """The rows of a file whose (uncompressed) bytes are the published ones."""
    with open(os.path.join(root, name), "rb") as file:
        content = file.read()
    if name.endswith(".gz"):
        content = gzip.decompress(content)
    if hashlib.sha256(content).hexdigest() != SOURCES[name]:
        raise ValueError(f"{name} is not the published file")
    return list(csv.DictReader(io.StringIO(content.decode())))


def summary(pairs):
    """n, R = sum(y)/sum(d) and the sum of squares of (y - R d), exact; y is in hundredths to keep the sums integer."""
    cents = [(int(y * 100), d) for y, d in pairs]
    n = len(cents)
    y, d = sum(a for a, _ in cents), sum(b for _, b in cents)
    yy, yd, dd = sum(a * a for a, _ in cents), sum(a * b for a, b in cents), sum(b * b for _, b in cents)
    ratio = Fraction(y, d)
    residual = (yy - 2 * ratio * yd + ratio * ratio * dd) / 10000
    variance = residual * n * n / (Fraction(d) ** 2 * n * (n - 1))
    return {"n": n, "numerator": Fraction(y, 100), "denominator": d, "value": ratio / 100, "variance": variance}


def comparison(kind, control, treatment):
    a, b = summary(control), summary(treatment)
    case = {}
    for name, part in (("control", a), ("treatment", b)):
        numbers = {key: exact(Fraction(part[key])) for key in ("numerator", "value")}
        case[name] = {"n": part["n"], "denominator": part["denominator"]} | numbers
        case[name]["standardError"] = sqrt(exact(part["variance"]))
    v0, v1, t0, t1 = (exact(value) for value in (a["variance"], b["variance"], a["value"], b["value"]))
    case["welch"] = absolute_contrast(t0, v0, a["n"] - 1, t1, v1, b["n"] - 1, levels=LEVELS)
    evidence = {"theta0": float(t0), "theta1": float(t1), "variance0": float(v0), "variance1": float(v1), "covariance": 0.0}
    evidence["df"] = {"kind": "satterthwaite", "df0": a["n"] - 1, "df1": b["n"] - 1}
    case["fieller"] = []
    for level in LEVELS:
        row = fieller.result(evidence, level)
        row.pop("boundaries")
        case["fieller"].append(row)
    if kind == "proportion":
        table = (int(b["numerator"]), b["n"], int(a["numerator"]), a["n"])
        case["score"] = miettinen_nurminen.answer(miettinen_nurminen.linear_z(table, 1, 0)) | {"intervals": []}
        for scale in ("difference", "ratio", "oddsRatio"):
            for level in LEVELS:
                lower, upper = miettinen_nurminen.interval(table, scale, level)
                case["score"]["intervals"].append({"scale": scale, "level": level, "lower": lower, "upper": upper})
    if kind != "proportion":
        arms = [
            pooled_shape.Arm([float(y) for y, _ in pairs], [float(d) for _, d in pairs] if kind == "ratio" else None)
            for pairs in (control, treatment)
        ]
        pivot = pooled_shape.Pivot(*arms)
        case["means"] = pooled_shape.comparison(*arms)
        if pivot.decides:
            low, high = pivot.interval("relative", 0.025)
            case["means"] |= {"liftLower": low, "liftUpper": high}
        elif kind == "ratio":
            raise ValueError("Fieller's interval counts rows here")
    if kind == "mean":
        peer = stats.ttest_ind([float(y) for y, _ in treatment], [float(y) for y, _ in control], equal_var=False)
        if abs(peer.pvalue / float(case["welch"]["pTwoSided"]) - 1) > 1e-8:
            raise ValueError(f"scipy.stats.ttest_ind gives {peer}")
    return case


def sample_ratio(counts):
    mean = Fraction(sum(counts), len(counts))
    statistic = exact(sum((count - mean) ** 2 for count in counts) / mean)
    p = binomial_p(counts, [1] * len(counts)) if len(counts) == 2 else chi_square_sf(statistic, len(counts) - 1)
    return {"observed": counts, "chiSquare": statistic, "df": len(counts) - 1, "p": p}


def data_set(rows, name, column, control, treatments, metrics):
    arms = {arm: [row for row in rows if row[column] == arm] for arm in [control] + treatments}
    yield {"dataSet": name, "kind": "sampleRatio", "arms": list(arms)} | sample_ratio([len(arm) for arm in arms.values()])
    for metric, (kind, values) in metrics.items():
        for treatment in treatments:
            case = {"dataSet": name, "kind": kind, "metric": metric, "controlArm": control, "treatmentArm": treatment}
            yield case | comparison(kind, *([values(row) for row in arms[arm]] for arm in (control, treatment)))


parser = argparse.ArgumentParser()
parser.add_argument("--data-root", required=True)
root = parser.parse_args().data_root
cookie, hillstrom = (read(root, name) for name in SOURCES)
cases = list(data_set(cookie, "cookie-cats", "version", "gate_30", ["gate_40"], COOKIE))
cases += data_set(hillstrom, "hillstrom", "segment", "No E-Mail", ["Mens E-Mail", "Womens E-Mail"], HILLSTROM)

write(
    __file__,
    ["mpmath", "scipy", "statsmodels"],
    "exact sums; Welch and delta standard errors as in welch.py and ratio_delta.py, relative intervals as in fieller.py, "
    "score tests and intervals as in miettinen_nurminen.py; means compared with scipy.stats.ttest_ind(equal_var=False)",
    cases,
    sources=SOURCES,
)
