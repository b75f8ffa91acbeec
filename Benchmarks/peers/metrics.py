"""The three metrics in the words of tea-tasting, and the lines that every peer prints."""

import time

import tea_tasting


def analyze(table, start):
    experiment = tea_tasting.Experiment(
        conversion=tea_tasting.Proportion("converted", method="norm"),
        revenue=tea_tasting.Mean("revenue"),
        bounces=tea_tasting.RatioOfMeans("bounces", "sessions"),
    )
    result = experiment.analyze(table, control="control")
    print(time.perf_counter() - start)
    for arm in ("control", "treatment"):
        print(arm, "-", *(getattr(result[name], arm) for name in ("conversion", "revenue", "bounces")))
