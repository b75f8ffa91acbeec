"""Writes an oracle table as JSON: one case per line, doubles in their shortest exact decimal form."""

import json
import os
import platform
from importlib.metadata import version

from mpmath import mpf
from numpy import floating, integer


def plain(value):
    """A JSON-ready copy: mpmath numbers rounded to the nearest double, infinities as strings."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (mpf, floating)):
        value = float(value)
    if isinstance(value, integer):
        value = int(value)
    if isinstance(value, float):
        if value != value:
            raise ValueError("an oracle table has no NaN; use None for what is undefined")
        if value in (float("inf"), float("-inf")):
            return "Infinity" if value > 0 else "-Infinity"
        return value + 0.0
    return value


def write(generator, libraries, call, cases, **more):
    """Writes NAME.json beside NAME.py; `libraries` are distribution names whose versions are recorded."""
    versions = {"python": platform.python_version()} | {name: version(name) for name in libraries}
    head = {"generator": os.path.basename(generator), "versions": versions, "call": call} | more
    lines = [f"{json.dumps(key)}: {json.dumps(plain(value))}" for key, value in head.items()]
    rows = ",\n  ".join(json.dumps(plain(case), allow_nan=False) for case in cases)
    text = "{\n" + ",\n".join(lines) + ',\n"cases": [\n  ' + rows + "\n]\n}\n"
    with open(os.path.splitext(os.path.abspath(generator))[0] + ".json", "w") as file:
        file.write(text)
