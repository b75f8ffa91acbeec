"""Certified values of NIST's StRD univariate data sets, each verified against its data in exact arithmetic.

Lew, Lottery, Mavro and Michelso are data files; NumAcc1-4 and PiDigits are written here from their definitions.
"""

import os
from fractions import Fraction

from mpmath import mp, mpf, nstr, sqrt

from oracle_table import write

# The name, and NIST's certified mean, standard deviation (divisor n - 1) and lag-1 autocorrelation.
CERTIFIED = [
    ("Lew", "-177.435000000000", "277.332168044316", "-0.307304800605679"),
    ("Lottery", "518.958715596330", "291.699727470969", "-0.120948622967393"),
    ("Mavro", "2.00185600000000", "0.000429123454003053", "0.937989183438248"),
    ("Michelso", "299.852400000000", "0.0790105478190518", "0.535199668621283"),
    ("NumAcc1", "10000002", "1", "-0.5"),
    ("NumAcc2", "1.2", "0.1", "-0.999"),
    ("NumAcc3", "1000000.2", "0.1", "-0.999"),
    ("NumAcc4", "10000000.2", "0.1", "-0.999"),
    ("PiDigits", "4.53480000000000", "2.86733906028871", "-0.00355099287237972"),
]
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "nist")


def generated():
    yield "NumAcc1", ["10000001", "10000003", "10000002"]
    for name, whole in (("NumAcc2", "1"), ("NumAcc3", "1000000"), ("NumAcc4", "10000000")):
        yield name, [whole + ".2"] + [whole + ".1", whole + ".3"] * 500
    with mp.workdps(5020):
        digits = list(nstr(+mp.pi, 5010).replace(".", "")[:5000])
    # All three certified values hold for a list whose 957th digit is 3, where pi has 8; GSL's copy of the data has the 3
    # too. The digits of pi themselves have the mean 4.5358.
    if digits[956] != "8":
        raise ValueError("PiDigits: not the digits of pi")
    digits[956] = "3"
    yield "PiDigits", digits


for name, values in generated():
    with open(os.path.join(FOLDER, name + ".csv"), "w") as file:
        file.write("y\n" + "\n".join(values) + "\n")

mp.dps = 40
cases = []
for name, *certified in CERTIFIED:
    with open(os.path.join(FOLDER, name + ".csv")) as file:
        values = [Fraction(line.strip()) for line in file.readlines()[1:]]
    n = len(values)
    mean = sum(values) / n
    centred = [value - mean for value in values]
    sum_of_squares = sum(value * value for value in centred)
    lag1 = sum(a * b for a, b in zip(centred, centred[1:])) / sum_of_squares
    exact = [mpf(f.numerator) / f.denominator for f in (mean, sum_of_squares / (n - 1), lag1)]
    exact[1] = sqrt(exact[1])
    for value, text in zip(exact, certified):
        if nstr(value, 15) != nstr(mpf(text), 15):
            raise ValueError(f"{name}: certified {text}, from the data {nstr(value, 20)}")
    keys = ("mean", "standardDeviation", "lag1Autocorrelation")
    cases.append(
        {"name": name, "file": f"nist/{name}.csv", "n": n}
        | {key: float(text) for key, text in zip(keys, certified)}
        | {"exact": dict(zip(keys, exact))}
    )
print(f"nist: {len(cases)} data sets agree with their certified values to 15 digits")

write(
    __file__,
    ["mpmath"],
    "certified values as published in NIST's Statistical Reference Datasets, univariate summary statistics; "
    "`exact` is computed from the decimal text of the data with fractions and mpmath",
    cases,
)
