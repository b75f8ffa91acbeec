"""The wide table: many metrics, covariates, variants and segments, and the spec that asks for all of them at once."""

import json

METRICS, COVARIATES, VARIANTS, SEGMENTS = 20, 5, 3, 10
NAMES = [f"m{k}" for k in range(METRICS)]
EARLIER = [f"x{k}" for k in range(COVARIATES)]
ARMS = ["control", "first", "second"]
LABEL = f"{METRICS} means with {COVARIATES} covariates each, {VARIANTS} variants, {SEGMENTS} segments"


def columns(random, count):
    """A unit's values; the first covariate explains part of every metric, and nothing else differs between variants."""
    values = {
        "variant": [ARMS[k] for k in random.integers(VARIANTS, size=count)],
        "segment": [f"s{k}" for k in random.integers(SEGMENTS, size=count)],
    }
    for name in EARLIER:
        values[name] = random.gamma(2.0, 5.0, count).round(1)
    for name in NAMES:
        spent = random.exponential(20.0, count) + values["x0"]
        values[name] = (spent * (random.random(count) < 0.2)).round(2)
    return values


def write_spec(folder, source):
    spec = {
        "abtest": 1,
        "name": "wide",
        "data": {"source": source, "attributes": ["segment"]},
        "variants": [{"name": name, "control": name == "control"} for name in ARMS],
        "metrics": [{"name": name, "type": "mean", "column": name, "covariates": EARLIER} for name in NAMES],
        "segments": ["segment"],
    }
    path = folder / f"{source}.json"
    path.write_text(json.dumps(spec, indent=2) + "\n")
    return path
