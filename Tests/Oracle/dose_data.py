"""Purchases and exit rates of online-shoppers: logistic curves by statsmodels, standardized over the sessions.

    dose_data.py --data-root DATA_ROOT
"""

import argparse
import os

import numpy as np
import pandas as pd
import statsmodels.api as sm
from patsy import dmatrix
from scipy import stats

from dose_distance import TwoDoses
from oracle_table import write

parser = argparse.ArgumentParser()
parser.add_argument("--data-root", required=True)
table = pd.read_csv(os.path.join(parser.parse_args().data_root, "online-shoppers", "online_shoppers_intention.csv"))
# What the cast of a tolerant reader keeps: sessions with every number.
table = table.dropna(subset=["Revenue", "ExitRates", "SpecialDay", "VisitorType"])
bought, dose = table["Revenue"].to_numpy(float), table["ExitRates"].to_numpy(float)
held = np.column_stack([pd.get_dummies(table["VisitorType"], drop_first=True).to_numpy(float), table["SpecialDay"]])


def case(name, basis, covariates):
    def design(doses):
        return np.column_stack([basis(doses), covariates]) if covariates is not None else basis(doses)

    fit = sm.GLM(bought, design(dose), family=sm.families.Binomial()).fit(tol=1e-14, tol_criterion="params", maxiter=100)
    beta, covariance = fit.params, fit.cov_params()

    doses = TwoDoses(beta, covariance, [design(np.full_like(dose, value)) for value in (0.05, 0.01)], True)
    return {
        "metric": name, "n": len(dose), "low": doses.zero, "high": doses.one, "difference": doses.one - doses.zero,
        "differenceError": doses.absolute, "statistic": doses.z, "ratio": doses.one / doses.zero, "ratioInterval": doses.intervals(stats.norm.isf(0.025))["relative"],
    }


def line(doses):
    return np.column_stack([np.ones_like(doses), doses])


# A natural cubic spline with these knots: another basis of the same curves.
knots = np.quantile(dose, [0.05, 0.35, 0.65, 0.95])


def spline(doses):
    parts = f"cr(x, knots=[{float(knots[1])!r}, {float(knots[2])!r}], lower_bound={float(knots[0])!r}, upper_bound={float(knots[3])!r}) - 1"
    # Beyond its bounds patsy's basis is straight, as the curve is.
    return np.asarray(dmatrix(parts, {"x": doses}))


write(
    __file__, ["numpy", "pandas", "patsy", "statsmodels"],
    "statsmodels GLM(family=Binomial()), means of predictions over all sessions, patsy cr() for the spline",
    [case("purchase", line, held), case("bend", spline, None)],
)
