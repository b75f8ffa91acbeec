#!/usr/bin/env python3
"""Ratios, returns and profits of three observed ad campaigns, by pandas: a row per ad.

Writes ad_campaigns.json. The data stays where it is: ad_campaigns.py --data-root DIR

A ratio of totals R = A/B has the standard error of the sum of the residuals (a - R b)/B, which numpy gives, with the
(sum b)^2/sum b^2 ads that the denominators are worth (Kish 1965). An order is taken to be worth 50, since the data has no
revenue.
"""
import argparse
import json
import os
import platform

import numpy
import pandas

parser = argparse.ArgumentParser()
parser.add_argument("--data-root", required=True)
root = parser.parse_args().data_root
ads = pandas.read_csv(os.path.join(root, "facebook-ads-kag/KAG_conversion_data.csv"))
ads["one"] = 1
ads["worth"] = 50 * ads.Approved_Conversion
ads["profit"] = ads.worth - ads.Spent
METRICS = {
    "cpa": ("Spent", "Approved_Conversion", 1, 0), "ctr": ("Clicks", "Impressions", 1, 0),
    "cpc": ("Spent", "Clicks", 1, 0), "cpm": ("Spent", "Impressions", 1000, 0), "roi": ("worth", "Spent", 1, -1),
    "profit": ("profit", "one", 1, 0),
}


def side(own, top, bottom, factor):
    ratio = factor * own[top].sum() / own[bottom].sum()
    residuals = (factor * own[top] - ratio * own[bottom]) / own[bottom].mean()
    units = float(own[bottom].sum()) ** 2 / float((own[bottom].astype(float) ** 2).sum())
    return ratio, residuals.var(ddof=0) / len(own) * units / (units - 1)


cases = []
campaigns = dict(list(ads.groupby("xyz_campaign_id")))
for name, (top, bottom, factor, shift) in METRICS.items():
    zero, variance = side(campaigns[1178], top, bottom, factor)
    for variant in (936, 916):
        one, other = side(campaigns[variant], top, bottom, factor)
        cases.append({
            "metric": name, "variant": str(variant), "units": [len(campaigns[1178]), len(campaigns[variant])],
            "values": [float(zero + shift), float(one + shift)], "difference": float(one - zero),
            "standardError": float(numpy.sqrt(variance + other)),
            "lift": float(one / zero - 1) if name != "profit" else float((one - zero) / abs(zero))})
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "ad_campaigns.json"), "w", encoding="utf-8") as file:
    lines = ",\n  ".join(json.dumps(case) for case in cases)
    versions = {"python": platform.python_version(), "pandas": pandas.__version__, "numpy": numpy.__version__}
    file.write(f'{{\n"generator": "ad_campaigns.py",\n"versions": {json.dumps(versions)},\n"cases": [\n  {lines}\n]\n}}\n')
