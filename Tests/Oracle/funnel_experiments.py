"""Whole experiments with funnels: exposure logs, events, specs, and what `tables.funnels` of the results must say of each.

Units go through their events in loops; the joint covariance of all steps comes from the rows of analysis (`adjusted_means.py`),
contributions and shares by the delta method, critical values by Gauss-Legendre quadrature. Contributions are checked by the
jackknife, and where nothing is adjusted by the binomial variance.
"""

import csv
import io
import json
import random
from datetime import datetime, timedelta, timezone

import numpy
from scipy import optimize, special, stats

from adjusted_means import Adjusted
from oracle_table import write

START = datetime(2026, 3, 2, tzinfo=timezone.utc)
WINDOW = 10 * 86_400
ALPHA = 0.05
SQRT_2_PI = numpy.sqrt(2 * numpy.pi)

# How units go through a funnel


def completions(events, steps, order):
    """Seconds from exposure at which each step was first behind a unit, as some chain of different events led to it."""
    events = sorted(events, key=lambda e: (e[0], min(s for s in range(len(steps)) if e[1] == steps[s]["kind"])))
    events = [(at, kind) for at, kind in events if 0 <= at < WINDOW]
    if order == "any":
        found, last = [], 0
        for step in steps:
            own = [at for at, kind in events if kind == step["kind"]]
            last = None if last is None or not own else max(last, min(own))
            found.append(last)
        return found
    ends = [[i for i, event in enumerate(events) if event[1] == steps[0]["kind"]]]
    for step in steps[1:]:
        def follows(i):
            for j in ends[-1]:
                between = events[j + 1 : i]
                clean = order != "strict" or all(kind == step["kind"] for _, kind in between)
                if j < i and clean and events[i][0] - events[j][0] < step.get("within", WINDOW):
                    return True
            return False
        ends.append([i for i, event in enumerate(events) if event[1] == step["kind"] and follows(i)])
    return [min(events[i][0] for i in chain) if chain else None for chain in ends]


def quantile(values, tenths):
    """Type 1: the least value that so many tenths do not exceed."""
    return sorted(values)[(len(values) * tenths + 9) // 10 - 1] if values else None


# The decomposition


class Funnel:
    """Contributions of the steps with their joint covariance, from rows [units, reach 1, ..., reach J] or [reach 1, ...]."""

    def __init__(self, arms, strata, w, x, rule, clustered, pair):
        self.fit = Adjusted(arms, strata, w, x, rule, has_shape=False)
        self.pair, self.offset = pair, 0 if clustered else 1
        self.levels = [[1.0] * self.offset + list(self.fit.means[a]) for a in pair]
        kept = 0
        while kept + 1 < len(self.levels[0]) and all(level[kept + 1] > 0 for level in self.levels):
            kept += 1
        self.kept = kept

    def gradient(self, start, end, side):
        found = numpy.zeros(len(self.levels[side]) - self.offset)
        if start >= self.offset:
            found[start - self.offset] -= 1 / self.levels[side][start]
        found[end - self.offset] += 1 / self.levels[side][end]
        return found

    def covariance(self, one, two):
        total = 0.0
        for i, a in enumerate(self.pair):
            for j, b in enumerate(self.pair):
                value = self.fit.variance(a, b, self.gradient(*one, i), self.gradient(*two, j))
                total += value if i == j else -value
        return total

    def freedom(self, step):
        rest = total = self.covariance(step, step)
        squares = 0.0
        for side, arm in enumerate(self.pair):
            g = self.gradient(*step, side)
            for s in range(self.fit.strata):
                matrix, freedom = self.fit.own[arm, s]
                part = g @ matrix @ g
                rest -= part
                squares += part**2 / freedom
        squares += rest**2 / (self.fit.n - self.fit.count)
        return max(1.0, min(total**2 / squares, self.fit.limit))

    def part(self, start, end):
        rates = [level[end] / level[start] for level in self.levels]
        step = (start, end)
        return {
            "rateControl": rates[0],
            "rateVariant": rates[1],
            "log": numpy.log(rates[1] / rates[0]),
            "error": numpy.sqrt(self.covariance(step, step)),
            "df": self.freedom(step),
        }

    def result(self):
        steps = [self.part(j, j + 1) for j in range(self.kept)]
        total = self.part(0, self.kept)
        size = self.kept
        matrix = numpy.array([[self.covariance((j, j + 1), (k, k + 1)) for k in range(size)] for j in range(size)])
        assert abs(matrix.sum() - total["error"] ** 2) < 1e-10 * total["error"] ** 2
        scale = numpy.sqrt(numpy.diag(matrix))
        freedom = min(step["df"] for step in steps)
        critical = {
            "max-t": critical_value(matrix / numpy.outer(scale, scale), freedom),
            "sidak": stats.t.isf((1 - (1 - ALPHA) ** (1 / size)) / 2, freedom),
        }
        half = stats.t.isf(ALPHA / 2, total["df"]) * total["error"]
        total |= {"low": total["log"] - half, "high": total["log"] + half}
        if abs(total["log"]) > half:
            for j, step in enumerate(steps):
                share = step["log"] / total["log"]
                square = matrix[j, j] - 2 * share * matrix[j].sum() + share**2 * total["error"] ** 2
                step |= {"share": share, "shareError": numpy.sqrt(square) / abs(total["log"])}
        return {"steps": steps, "total": total, "critical": critical}


def box(correlation, c, points=48):
    """P(all |Z| <= c) of up to four joint normals, by conditioning one after the other."""
    root = numpy.linalg.cholesky(correlation + 1e-15 * numpy.eye(len(correlation)))
    nodes, weights = numpy.polynomial.legendre.leggauss(points)

    def inner(k, before):
        shift = before @ root[k, :k] if k else numpy.zeros(len(before))
        low, high = (-c - shift) / root[k, k], (c - shift) / root[k, k]
        if k == len(root) - 1:
            return special.ndtr(high) - special.ndtr(low)
        middle, radius = (high + low) / 2, (high - low) / 2
        total = numpy.zeros(len(before))
        for node, weight in zip(nodes, weights):
            z = middle + radius * node
            total += weight * radius * numpy.exp(-z * z / 2) / SQRT_2_PI * inner(k + 1, numpy.column_stack([before, z]))
        return total

    return float(inner(0, numpy.zeros((1, 0)))[0])


def critical_value(correlation, freedom):
    """The c with P(max |T| >= c) = alpha of a multivariate t; nothing for more dimensions than are integrated here."""
    if len(correlation) > 3:
        return None
    low, high = stats.chi.ppf([1e-13, 1 - 1e-13], freedom)
    nodes, weights = numpy.polynomial.legendre.leggauss(60)
    s = (high + low) / 2 + (high - low) / 2 * nodes
    mass = weights * (high - low) / 2 * stats.chi.pdf(s, freedom)
    points = 48 if len(correlation) < 3 else 24

    def miss(c):
        return 1 - sum(m * box(correlation, c * v / numpy.sqrt(freedom), points) for m, v in zip(mass, s)) - ALPHA

    return optimize.brentq(miss, 1.9, 4.5 if freedom > 20 else 9, xtol=1e-10)


def jackknife(rows, clustered, pair, rule, found):
    """The errors of the contributions again, by leaving out one row of analysis at a time."""
    arms, strata, w, x = rows
    logs = []
    for left in range(len(arms)):
        keep = [i for i in range(len(arms)) if i != left]
        funnel = Funnel(
            [arms[i] for i in keep], [strata[i] for i in keep], w[keep], x[keep], rule, clustered, pair)
        logs.append([funnel.part(j, j + 1)["log"] for j in range(funnel.kept)])
    logs = numpy.array(logs)
    errors = numpy.sqrt(((logs - logs.mean(axis=0)) ** 2).sum(axis=0) * (len(arms) - 1) / len(arms))
    for error, step in zip(errors, found["steps"]):
        if abs(error / step["error"] - 1) > 0.2:
            raise ArithmeticError(f"the jackknife gives {error}, not {step['error']}")


# Experiments

STEPS = [{"name": "lead", "kind": "lead"}, {"name": "call", "kind": "call"}, {"name": "order", "kind": "order"}]


def rates(case, variant, unit, shop):
    """The chance of each step, higher for units with many visits, in some countries and shops."""
    base = 0.45 + 0.03 * unit["visits"] + (0.08 if unit["country"] == "DE" else 0.0) + 0.3 * (shop - 0.5)
    lift = [0.0, 0.09, -0.05][variant] * case["effect"]
    return [min(0.95, max(0.05, base + lift)), min(0.95, base + 0.1), min(0.9, base + 0.05 - lift / 2), 0.6]


def generated(case):
    source = random.Random(case["seed"])
    units, events = [], []
    shops = [source.random() for _ in range(case.get("shops", 1))]
    arms = case["arms"]
    for number in range(case["units"]):
        shop = source.randrange(len(shops)) if case.get("shops") else 0
        variant = shop % len(arms) if case.get("shops") else source.randrange(len(arms))
        unit = {"user": f"u{number}", "arm": variant, "shop": f"s{shop}"}
        unit |= {"visits": source.randrange(8), "country": source.choice(["DE", "US", "FR"])}
        unit["exposed"] = source.randrange(0, 5 * 86_400)
        own = []
        at = 0
        for step, chance in zip(case["steps"], rates(case, variant, unit, shops[shop] if case.get("shops") else 0.5)):
            if source.random() < 0.25:  # some events at any time, also of steps that were skipped
                own.append((source.randrange(-86_400, 12 * 86_400), source.choice(case["steps"])["kind"]))
            if source.random() > chance:
                break
            at += source.randrange(1, 2 * 86_400)
            own.append((at, step["kind"]))
        unit["times"] = completions(own, case["steps"], case.get("order", "in-order"))
        units.append(unit)
        events += [(unit["user"], unit["exposed"] + at, kind) for at, kind in own]
    source.shuffle(events)
    return units, events


def rows_of_analysis(case, units):
    covariates, strata = case.get("covariates", []), case.get("strata", [])
    vectors = [[float(t is not None) for t in unit["times"]] for unit in units]
    known = [[float(unit[name]) for name in covariates] for unit in units]
    if not case.get("shops"):
        labels = [tuple(unit[s] for s in strata) for unit in units]
        return [u["arm"] for u in units], labels, numpy.array(vectors), numpy.array(known).reshape(len(units), len(covariates))
    clusters = {}
    for unit, vector, x in zip(units, vectors, known):
        own = clusters.setdefault(unit["shop"], [unit["arm"], numpy.zeros(len(vector) + 1), numpy.zeros(len(covariates))])
        own[1] += [1.0] + vector
        own[2] += x
    found = list(clusters.values())
    return [c[0] for c in found], [()] * len(found), numpy.array([c[1] for c in found]), numpy.array([c[2] for c in found])


def passages(case, units):
    found = []
    for step in range(len(case["steps"])):
        own = []
        for arm in range(len(case["arms"])):
            times, before = [], 0
            for unit in units:
                if unit["arm"] != arm:
                    continue
                earlier = 0 if step == 0 else unit["times"][step - 1]
                before += earlier is not None
                if unit["times"][step] is not None:
                    times.append(unit["times"][step] - earlier)
            own.append(
                {
                    "variant": case["arms"][arm],
                    "n": sum(unit["arm"] == arm for unit in units),
                    "before": before,
                    "reached": len(times),
                    "median": quantile(times, 5),
                    "ninetieth": quantile(times, 9),
                }
            )
        found.append(own)
    return found


def text(header, rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header] + rows)
    return out.getvalue()


def moment(seconds):
    return (START + timedelta(seconds=seconds)).strftime("%Y-%m-%d %H:%M:%S")


def spec(case):
    steps = []
    for step in case["steps"]:
        own = {"name": step["name"], "fact": "log", "where": f"kind = '{step['kind']}'"}
        steps.append(own | ({"within": f"{step['within']}s"} if "within" in step else {}))
    assignments = {"source": "exposures.csv", "unit": "user", "time": "seen"}
    if case.get("shops"):
        assignments["cluster"] = "shop"
    if case.get("strata"):
        assignments["attributes"] = case["strata"]
    metric = {"name": "f", "type": "funnel", "window": "10d", "steps": steps}
    for key in ["covariates", "order", "slopes"]:
        if key in case:
            metric[key] = case[key]
    whole = {"abtest": 1, "name": "funnel", "end": "2026-03-20"}
    whole |= {"strata": case["strata"]} if case.get("strata") else {}
    whole["data"] = {
        "assignments": assignments,
        "facts": {"log": {"source": "events.csv", "unit": "who", "time": "at"}},
    }
    whole["variants"] = [{"name": name} | ({"control": True} if i == 0 else {}) for i, name in enumerate(case["arms"])]
    whole["metrics"] = [metric]
    return json.dumps(whole)


def expected(case):
    units, events = generated(case)
    arms, strata, w, x = rows = rows_of_analysis(case, units)
    clustered, rule = bool(case.get("shops")), case.get("slopes", "arm")
    lifts = []
    for variant in range(1, len(case["arms"])):
        found = Funnel(arms, strata, w, x, rule, clustered, (0, variant)).result()
        jackknife(rows, clustered, (0, variant), rule, found)
        if not clustered and not case.get("covariates") and not case.get("strata"):
            for j, step in enumerate(found["steps"]):
                counts = [[arms.count(a)] + [int(v) for v in w[numpy.array(arms) == a].sum(axis=0)] for a in (0, variant)]
                binomial = sum((c[j] - c[j + 1]) / (c[j] * c[j + 1]) for c in counts)
                if abs(step["error"] / numpy.sqrt(binomial) - 1) > 2 / min(c[0] for c in counts):
                    raise ArithmeticError("the binomial variance differs")
        lifts.append({"variant": case["arms"][variant]} | found)
    return {
        "name": case["name"],
        "spec": spec(case),
        "exposures": text(
            ["user", "variant", "seen", "shop", "visits", "country"],
            [[u["user"], case["arms"][u["arm"]], moment(u["exposed"]), u["shop"], u["visits"], u["country"]] for u in units]),
        "events": text(["who", "at", "kind"], [[who, moment(at), kind] for who, at, kind in events]),
        "passages": passages(case, units),
        "lifts": lifts,
    }


TWO, THREE = ["old", "new"], ["old", "new", "other"]
LONG = STEPS + [{"name": "renewal", "kind": "renewal"}]
CASES = [
    {"name": "independent units", "seed": 1, "units": 240, "arms": TWO, "steps": STEPS, "effect": 1},
    {"name": "a clear total, time limits", "seed": 2, "units": 300, "arms": TWO, "effect": 4,
     "steps": [STEPS[0], STEPS[1] | {"within": 90_000}, STEPS[2]]},
    {"name": "strict", "seed": 3, "units": 220, "arms": TWO, "steps": STEPS[:2], "effect": 1, "order": "strict"},
    {"name": "any order, four steps", "seed": 4, "units": 220, "arms": TWO, "steps": LONG, "effect": 1, "order": "any"},
    {"name": "a covariate", "seed": 5, "units": 240, "arms": TWO, "steps": STEPS, "effect": 3, "covariates": ["visits"]},
    {"name": "a covariate, common slopes, strata, three variants", "seed": 6, "units": 330, "arms": THREE, "steps": STEPS,
     "effect": 2, "covariates": ["visits"], "slopes": "common", "strata": ["country"]},
    {"name": "strata, two steps", "seed": 7, "units": 220, "arms": TWO, "steps": STEPS[:2], "effect": 1, "strata": ["country"]},
    {"name": "clusters", "seed": 8, "units": 400, "shops": 48, "arms": TWO, "steps": STEPS, "effect": 2},
    {"name": "clusters, four steps", "seed": 9, "units": 420, "shops": 60, "arms": TWO, "steps": LONG, "effect": 1},
    {"name": "clusters, a covariate", "seed": 10, "units": 400, "shops": 50, "arms": TWO, "steps": STEPS[:2], "effect": 2,
     "covariates": ["visits"]},
]

write(
    __file__,
    ["numpy", "scipy"],
    "loops over events; adjusted means of rows with their joint covariance, delta method; quadrature of the largest |T|",
    [expected(case) for case in CASES],
)
