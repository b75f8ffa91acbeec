#!/usr/bin/env python3
"""Simulates the data of the experiments under experiments/ from published marketing figures.

    Scripts/generate-experiments.py           writes the data files
    Scripts/generate-experiments.py --check   compares them with what it would write

Each variant converts at the rate that was published, or at one assumed here and in the README of the experiment;
every visitor is drawn independently, so an analysis finds the truth up to chance, as it would in the field. The
numbers come from a counter-based generator in integer arithmetic: the same bytes on every machine and Python.
"""

import argparse
import functools
import gzip
import sys
from pathlib import Path

from marketing_funnel import TABLES, marketing_funnel
from simulation import SEED, Stream, equal, quantile

ROOT = Path(__file__).resolve().parent.parent

def cta_colour():
    """Published: red against green +21 % clicks, somewhat over 2,000 visits. Assumed: 20 % click on green."""
    click = {"green": 0.20, "red": 0.20 * 1.21}
    button = Stream(SEED, "cta-colour", "button")
    clicked = Stream(SEED, "cta-colour", "clicked")

    arms = equal(["green", "red"])
    yield ("visitor_id", "button", "clicked")
    for i in range(2_100):
        arm = button.choice(i, arms)
        yield (f"v{i + 1:04}", arm, int(clicked.happens(i, click[arm])))


# Revenue of one conversion: half of the orders below 39.00, one in a hundred above 600.00. Assumed, not published.
REVENUE = [(0.0, 9.0), (0.25, 19.0), (0.5, 39.0), (0.75, 79.0), (0.9, 190.0), (0.99, 600.0), (1.0, 2400.0)]


def personalization():
    """Published: personalized +202 %, 330,000 calls to action. Assumed: everything else, see below."""
    convert = {"basic": 0.010, "multivariate": 0.012, "smart": 0.010 * 3.02}
    devices = [("desktop", 0.55), ("mobile", 0.38), ("tablet", 0.07)]
    # Factors on the rate of conversion whose mean over the visitors is 1, so that the rates above stay the truth.
    stages = [("visitor", 0.70), ("lead", 0.20), ("customer", 0.10)]
    factor = {"visitor": 0.8, "lead": 1.3, "customer": 1.8}
    arms = equal(["basic", "multivariate", "smart"])
    draw = {name: Stream(SEED, "personalization", name) for name in ("cta", "device", "stage", "converted", "revenue")}

    yield ("visitor_id", "cta", "device", "stage", "converted", "revenue")
    for i in range(330_000):
        arm = draw["cta"].choice(i, arms)
        stage = draw["stage"].choice(i, stages)
        converted = draw["converted"].happens(i, convert[arm] * factor[stage])
        revenue = f"{quantile(REVENUE, draw['revenue'].uniform(i)):.2f}" if converted else "0.00"
        yield (f"v{i + 1:06}", arm, draw["device"].choice(i, devices), stage, int(converted), revenue)


def page_load_time():
    """Published: conversion at 1, 2 and 5 s of 3.05, 1.68 and 1.08 %. Assumed: the rate at 3 s and all bounces."""
    convert = {"1s": 0.0305, "2s": 0.0168, "3s": 0.0145, "5s": 0.0108}
    bounce = {"1s": 0.30, "2s": 0.33, "3s": 0.36, "5s": 0.42}
    countries = [("US", 0.5), ("GB", 0.2), ("DE", 0.2), ("FR", 0.1)]
    sessions = [(1, 0.6), (2, 0.2), (3, 0.1), (4, 0.06), (5, 0.04)]
    arms = equal(["1s", "2s", "3s", "5s"])
    names = ("delay", "country", "sessions", "habit", "converted")
    draw = {name: Stream(SEED, "page-load-time", name) for name in names}

    yield ("visitor_id", "delay", "country", "sessions", "bounces", "converted")
    for i in range(80_000):
        arm = draw["delay"].choice(i, arms)
        count = draw["sessions"].choice(i, sessions)
        # Some visitors bounce more than others, so the sessions of one visitor are alike: a session is no unit.
        habit = bounce[arm] * (0.5 + draw["habit"].uniform(i))
        session = Stream(SEED, "page-load-time", "bounce", str(i + 1))
        bounces = sum(session.happens(s, habit) for s in range(count))
        converted = int(draw["converted"].happens(i, convert[arm]))
        yield (f"v{i + 1:05}", arm, draw["country"].choice(i, countries), count, bounces, converted)


# Data file -> its rows and what separates their fields.
FILES = {
    "experiments/cta-colour/data/visitors.csv": (cta_colour, ","),
    "experiments/personalization/data/calls_to_action.csv.gz": (personalization, ","),
    "experiments/page-load-time/data/visitors.tsv": (page_load_time, "\t"),
} | {
    f"experiments/marketing-funnel/data/{name}": (functools.partial(marketing_funnel, name), ",") for name in TABLES
}


def text_of(rows, separator):
    return "".join(separator.join(map(str, row)) + "\n" for row in rows).encode()


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    # No name and no time in the header, so that only the version of zlib can change the bytes.
    path.write_bytes(gzip.compress(text, compresslevel=9, mtime=0) if path.suffix == ".gz" else text)


def read(path):
    """The content of a file, unpacked: packed bytes depend on the version of zlib, the content does not."""
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


def main():
    parser = argparse.ArgumentParser(description="Simulates the data of the experiments.")
    parser.add_argument("--check", action="store_true", help="compare the committed files, write nothing")
    options = parser.parse_args()
    drifted = []
    for name, (rows, separator) in FILES.items():
        path = ROOT / name
        text = text_of(rows(), separator)
        same = path.exists() and read(path) == text
        if not options.check and not same:
            write(path, text)
            print(f"generate: wrote {name}")
        elif not same:
            drifted.append(name)
    for name in drifted:
        print(f"generate: {name} is not what the generator makes; run: make generate", file=sys.stderr)
    if not drifted:
        print("generate: the data files are up to date")
    return 1 if drifted else 0


if __name__ == "__main__":
    sys.exit(main())
