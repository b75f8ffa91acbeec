"""CDNOW, Thornton and Open Bandit: values per cohort, village and policy, by pandas, scipy and statsmodels.

python event_data.py --data-root FOLDER

CDNOW: customers by the month of their first purchase, what they spent from then until a horizon, half-open. Thornton:
villages by their mean distance from the center, the share who collected their results, errors clustered by village (CR2; Bell and McCaffrey 2002).
"""

import argparse
import os

import pandas
import statsmodels.api

import pooled_shape
from oracle_table import write


def of_means(one, other):
    found = pooled_shape.comparison(pooled_shape.Arm(one.to_numpy()), pooled_shape.Arm(other.to_numpy()))
    return {key: float(found[key]) for key in ("difference", "t", "df", "p")}


def cdnow(root):
    table = pandas.read_csv(
        os.path.join(root, "cdnow-clv/CDNOW_sample.txt"), sep=r"\s+", header=None,
        names=["master", "customer", "date", "cds", "dollars"], dtype={"date": str})
    table["date"] = pandas.to_datetime(table["date"], format="%Y%m%d")
    table["first"] = table.groupby("customer")["date"].transform("min")
    table["age"] = (table["date"] - table["first"]).dt.days
    customers = table.groupby("customer")["first"].min()
    cohorts = customers.dt.strftime("%Y-%m")
    for horizon in (30, 90, 180):
        value = table[table["age"] < horizon].groupby("customer")["dollars"].sum().reindex(customers.index, fill_value=0)
        for month in ("1997-02", "1997-03"):
            one, other = value[cohorts == "1997-01"], value[cohorts == month]
            yield {"dataSet": "cdnow", "metric": f"value {horizon}", "variant": month, "n": [len(one), len(other)],
                   "values": [float(one.mean()), float(other.mean())]} | of_means(one, other)
    again = table[(table["age"] >= 1) & (table["age"] < 90)].groupby("customer").size().reindex(customers.index, fill_value=0) > 0
    orders = table[table["age"] < 180].groupby("customer").size().reindex(customers.index, fill_value=0)
    days = table[table["age"] < 180].groupby("customer")["date"].nunique().reindex(customers.index, fill_value=0)
    for name, number in (("returned", again), ("orders", orders), ("days", days)):
        for month in ("1997-02", "1997-03"):
            one, other = (number[cohorts == label].astype(float) for label in ("1997-01", month))
            values = {"dataSet": "cdnow", "metric": name, "variant": month, "n": [len(one), len(other)],
                      "values": [float(one.mean()), float(other.mean())]}
            yield values if name == "returned" else values | of_means(one, other)


def thornton(root):
    table = pandas.read_csv(os.path.join(root, "thornton-hiv/thornton_hiv.csv"))
    table = table[table["villnum"].notna() & table["got"].notna() & table["distvct"].notna()]
    far = table.groupby("villnum")["distvct"].transform("mean") > 1.5
    fits = []
    for side in (False, True):
        own = table[far == side]
        fit = statsmodels.api.OLS(own["got"].to_numpy(), [[1.0]] * len(own)).fit()
        # CR2 of an intercept: a village of n of all N people has the leverage n/N.
        villages = own.assign(residual=fit.resid).groupby("villnum")["residual"].agg(["sum", "size"])
        squares = (villages["sum"] ** 2 / (1 - villages["size"] / len(own))).sum()
        fits.append((len(villages), len(own), float(fit.params[0]), float(squares**0.5 / len(own))))
    yield {"dataSet": "thornton", "metric": "got", "variant": "far", "n": [f[0] for f in fits], "rows": [f[1] for f in fits],
           "values": [f[2] for f in fits], "difference": fits[1][2] - fits[0][2],
           "standardError": (fits[0][3] ** 2 + fits[1][3] ** 2) ** 0.5}
    table = pandas.read_csv(os.path.join(root, "thornton-hiv/thornton_hiv.csv"))
    table = table[table["got"].notna() & table["any"].notna()]
    one, other = (table[table["any"] == label]["got"] for label in (0, 1))
    yield {"dataSet": "thornton", "metric": "got", "variant": "incentive", "n": [len(one), len(other)],
           "values": [float(one.mean()), float(other.mean())], "difference": float(other.mean() - one.mean())}


def bandit(root):
    clicks = [pandas.read_csv(os.path.join(root, f"open-bandit-men/{name}_men.csv.gz"))["click"] for name in ("random", "bts")]
    yield {"dataSet": "open-bandit", "metric": "ctr", "variant": "bts", "n": [len(c) for c in clicks],
           "values": [float(c.mean()) for c in clicks], "difference": float(clicks[1].mean() - clicks[0].mean())}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--data-root", required=True)
    root = parser.parse_args().data_root
    write(
        __file__, ["pandas", "scipy", "statsmodels"],
        "pooled_shape.comparison(one, other); statsmodels OLS(got, 1) per side, CR2 by its residuals",
        [*cdnow(root), *thornton(root), *bandit(root)])
