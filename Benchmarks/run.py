"""Measures whole processes of abtest and of its peers in turns, and writes RESULTS.md.

    python Benchmarks/run.py --abtest BINARY --data FOLDER --python VENV_PYTHON [--rounds N] [--output FILE] ROWS [ROWS...]

In a round every program runs once on the same file, so a ratio compares two runs that were neighbors in time; the
median of the rounds' ratios withstands a machine that is busy with other things. Only the standard library is
imported here: a child's peak memory is never reported below that of the process that started it.
"""

import argparse
import csv
import datetime
import json
import math
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass

import skewed
import wide
from processes import memory_gib, repeat, run, spread, table

PEERS = pathlib.Path(__file__).parent / "peers"
PLAIN, IBIS, POLARS = "plain DuckDB", "tea-tasting on DuckDB", "tea-tasting on polars"
SCRIPTS = {PLAIN: "plain_duckdb.py", IBIS: "tea_duckdb.py", POLARS: "tea_polars.py"}
ABTEST = "abtest"
ORDER = (ABTEST, PLAIN, IBIS, POLARS)

# The goals: a bound on a median.
GOAL_TIMES_PLAIN = {"csv": 1.15, "parquet": 1.3}
GOAL_FASTER_THAN_TEA_TASTING = 3.0
GOAL_WIDE_GROWTH = 1.25  # peak memory at the largest size over that at the smallest
GOAL_VERSION_MS = 15.0
GOAL_THOUSAND_ROWS_MS = 100.0


def write_spec(folder, source, by_unit):
    spec = {
        "abtest": 1,
        "name": "benchmark",
        "data": {"source": source, "variant": "variant"} | ({"unit": "user_id"} if by_unit else {}),
        "variants": [{"name": "control", "control": True}, {"name": "treatment"}],
        "metrics": [
            {"name": "conversion", "type": "proportion", "column": "converted", "role": "primary"},
            {"name": "revenue", "type": "mean", "column": "revenue"},
            {"name": "bounces", "type": "ratio", "numerator": "bounces", "denominator": "sessions"},
        ],
    }
    path = folder / f"{source}{'.unit' if by_unit else ''}.json"
    path.write_text(json.dumps(spec, indent=2) + "\n")
    return path


def verify(reports, outputs):
    """Every program must have found the same units and values, or the comparison means nothing."""
    with open(next(reports.glob("*.csv")), newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["estimand"] == "absolute"]
    ours = {row["metric"]: row for row in rows}
    for name, output in outputs.items():
        for line in output.split("\n")[1:3]:
            arm, units, *values = line.split()
            side = "control" if arm == "control" else "variant"
            for metric, value in zip(("conversion", "revenue", "bounces"), values):
                if not math.isclose(float(ours[metric][f"value_{side}"]), float(value), rel_tol=1e-9):
                    sys.exit(f"run: {name} found {metric} {value}, abtest {ours[metric][f'value_{side}']}")
            if units != "-" and units != ours["conversion"][f"n_{side}"]:
                sys.exit(f"run: {name} found {units} units, abtest {ours['conversion'][f'n_{side}']}")


@dataclass
class Case:
    format: str
    rows: int
    by_unit: bool
    runs: dict  # program -> its runs, one per round

    @property
    def label(self):
        format = {"csv": "CSV", "parquet": "Parquet"}[self.format]
        return f"{format}, {self.rows:,} rows, {'unit column' if self.by_unit else 'no unit'}"

    def ratios(self, over, under, quantity="wall"):
        pairs = zip(self.runs[over], self.runs[under])
        return [getattr(left, quantity) / getattr(right, quantity) for left, right in pairs]


@dataclass
class WideCase:
    rows: int
    runs: dict

    @property
    def label(self):
        return f"{self.rows:,} rows"

    ratios = Case.ratios


def verify_wide(report, output):
    """The unadjusted differences must be those of the plain query's means."""
    lines = [line.split() for line in output.split("\n")[1:] if line]
    means = {arm: dict(zip(wide.NAMES, map(float, values))) for arm, *values in lines}
    for row in json.loads(report.read_text())["tables"]["adjustments"]:
        expected = means[row["variant"]][row["metric"]] - means[row["control"]][row["metric"]]
        if not math.isclose(row["unadjusted"], expected, rel_tol=1e-6, abs_tol=1e-9):
            sys.exit(f"run: the plain query found {row['metric']} {expected}, abtest {row['unadjusted']}")


def measure_wide(case, arguments, scratch):
    source = f"wide-{case.rows}.parquet"
    reports = scratch / source
    reports.mkdir()
    threads = str(arguments.threads)
    spec = wide.write_spec(arguments.data, source)
    commands = {
        ABTEST: [arguments.abtest, "analyze", spec, "--quiet", "--threads", threads, "--out", reports],
        PLAIN: [arguments.python, PEERS / "plain_wide.py", arguments.data / source, threads],
    }
    warm = {name: run(command) for name, command in commands.items()}
    verify_wide(next(reports.glob("*.json")), warm[PLAIN].output)
    for _ in range(arguments.rounds):
        for name, command in commands.items():
            case.runs[name].append(run(command))
    print(f"run: wide, {case.label}: abtest {spread([r.wall for r in case.runs[ABTEST]])} s", flush=True)


def wide_row(case):
    def of(name, quantity, digits=2):
        return spread([getattr(r, quantity) for r in case.runs[name]], digits)

    return (
        case.label, of(ABTEST, "wall"), of(PLAIN, "wall"), spread(case.ratios(ABTEST, PLAIN)), of(ABTEST, "cpu"),
        of(PLAIN, "cpu"), of(ABTEST, "peak", 0), of(PLAIN, "peak", 0),
    )


@dataclass
class SkewedCase:
    rows: int
    is_clustered: bool
    runs: dict  # shape -> its runs, one per round

    @property
    def label(self):
        return f"{self.rows:,} rows, {'clusters of ' + str(skewed.CLUSTER_SIZE) if self.is_clustered else 'a covariate'}"

    ratios = Case.ratios


def measure_skewed(case, arguments, scratch):
    commands = {}
    for shape in skewed.SHAPES:
        spec = skewed.write_spec(arguments.data, f"skewed-{case.rows}.parquet", shape, case.is_clustered)
        reports = scratch / spec.stem
        reports.mkdir()
        threads = str(arguments.threads)
        commands[shape] = [arguments.abtest, "analyze", spec, "--quiet", "--threads", threads, "--out", reports]
        run(commands[shape])
        found, expected = skewed.methods(reports), skewed.METHODS[shape, case.is_clustered]
        if found != {expected}:
            sys.exit(f"run: {spec.name} was compared by {', '.join(sorted(found))}, not by {expected} alone")
    for _ in range(arguments.rounds):
        for shape, command in commands.items():
            case.runs[shape].append(run(command))
    print(f"run: skewed, {case.label}: {spread(case.ratios('skewed', 'even'))} times even data", flush=True)


def skewed_row(case):
    def of(shape, quantity, digits=2):
        return spread([getattr(r, quantity) for r in case.runs[shape]], digits)

    seconds = [of(shape, "wall") for shape in skewed.SHAPES] + [spread(case.ratios("skewed", "even"))]
    return case.label, *seconds, *(of(shape, "cpu") for shape in skewed.SHAPES), *(of(shape, "peak", 0) for shape in skewed.SHAPES)


def measure(case, arguments, scratch):
    source = f"users-{case.rows}.{case.format}"
    spec = write_spec(arguments.data, source, case.by_unit)
    threads = str(arguments.threads)
    reports = scratch / spec.stem
    reports.mkdir()
    commands = {
        ABTEST: [arguments.abtest, "analyze", spec, "--quiet", "--threads", threads, "--out", reports],
    }
    for name, script in SCRIPTS.items():
        commands[name] = [arguments.python, PEERS / script, arguments.data / source, threads]
        if case.by_unit:
            commands[name].append("--unit")
    warm = {name: run(command) for name, command in commands.items()}
    verify(reports, {name: warm[name].output for name in SCRIPTS})
    for _ in range(arguments.rounds):
        for name in ORDER:
            case.runs[name].append(run(commands[name]))
    print(
        f"run: {case.label}: abtest {spread([r.wall for r in case.runs[ABTEST]])} s, "
        f"{spread(case.ratios(ABTEST, PLAIN))} times plain DuckDB",
        flush=True,
    )


def goal(text, value, bound, unit="", digits=2, at_least=False):
    met = value >= bound if at_least else value <= bound
    return (text, f"{value:.{digits}f}{unit}", f"{'≥' if at_least else '≤'} {bound:g}{unit}", "yes" if met else "**no**")


def goals(cases, wide_cases, version, thousand):
    for case in cases:
        value = statistics.median(case.ratios(ABTEST, PLAIN))
        yield goal(f"{case.label}: times plain DuckDB", value, GOAL_TIMES_PLAIN[case.format])
    for case in cases:
        if case.format == "parquet":
            for name in (IBIS, POLARS):
                value = statistics.median(case.ratios(name, ABTEST))
                yield goal(f"{case.label}: faster than {name}", value, GOAL_FASTER_THAN_TEA_TASTING, at_least=True)
    if len(wide_cases) > 1:
        first, last = (statistics.median(r.peak for r in case.runs[ABTEST]) for case in (wide_cases[0], wide_cases[-1]))
        text = f"wide table: peak memory at {wide_cases[-1].label} over that at {wide_cases[0].label}"
        yield goal(text, last / first, GOAL_WIDE_GROWTH)
    yield goal("`abtest --version`", statistics.median(r.wall for r in version) * 1e3, GOAL_VERSION_MS, " ms", 1)
    yield goal("analysis of 1,000 rows", statistics.median(r.wall for r in thousand) * 1e3, GOAL_THOUSAND_ROWS_MS, " ms", 1)


def versions(arguments, scratch):
    provenance = json.loads(next(scratch.glob("*.json")).read_text())["provenance"]
    packages = subprocess.run(
        [arguments.python, "-c", "import importlib.metadata as m, sys; print(*map(m.version, sys.argv[1:]))"]
        + ["duckdb", "tea-tasting", "ibis-framework", "polars"],
        capture_output=True, text=True, check=True,
    ).stdout.split()
    python = subprocess.run([arguments.python, "-V"], capture_output=True, text=True, check=True).stdout.strip()
    return (
        f"abtest {provenance['abtest']} with {provenance['engine']}; {python}, duckdb {packages[0]}, "
        f"tea-tasting {packages[1]}, ibis {packages[2]}, polars {packages[3]}"
    )


def report(arguments, cases, wide_cases, skewed_cases, small, scratch):
    yield "# Benchmark"
    yield ""
    yield "Written by `make bench`; do not edit. Every figure is the median of the rounds, in brackets the lowest and the highest."
    yield ""
    yield f"- Machine: {os.cpu_count()} cores, {memory_gib():.0f} GiB, {platform.system()} {platform.machine()};"
    yield f"  {arguments.threads} threads for every program; load average at the start {arguments.load:.1f}, at the end {os.getloadavg()[0]:.1f}."
    yield f"- {versions(arguments, scratch)}."
    yield "- Where the machine is busy with other things, the processor time says more than the seconds do."
    yield f"- {datetime.date.today().isoformat()}; {arguments.rounds} rounds after a warm-up, file cache warm."
    yield "- Three metrics (proportion, mean, ratio), two variants, one row per user. Where there is a unit column, every"
    yield "  program groups by it first. Times are of whole processes, from start to exit, reports written. A Python"
    yield "  process starts and imports for a while, which abtest does not; *work* leaves that out and counts from after the imports."
    yield "- A ratio is of neighbors: in a round the programs run one after the other, and the median is of the rounds' ratios."
    yield ""
    yield "## Goals"
    yield ""
    yield from table(("goal", "measured", "bound", "met"), goals(cases, wide_cases, small["version"], small["thousand"]))
    yield ""
    yield "## Seconds"
    yield ""
    header = ("case", ABTEST, PLAIN, "ratio", "plain, work only", IBIS, POLARS)
    yield from table(header, (seconds(case) for case in cases))
    yield ""
    yield "## Seconds of processor time, user and system"
    yield ""
    header = ("case", ABTEST, PLAIN, "ratio", IBIS, POLARS)
    yield from table(header, (processor(case) for case in cases))
    yield ""
    yield "## Peak memory in MB"
    yield ""
    yield from table(("case", *ORDER), ((case.label, *(peak(case, name) for name in ORDER)) for case in cases))
    yield ""
    yield f"## {wide.LABEL}"
    yield ""
    yield "Parquet, each row a unit. The plain query brings the means, variances and covariances per variant and segment;"
    yield "abtest also their tests, adjusted and not, the heterogeneity of the segments, and the reports."
    yield ""
    header = ("case", "abtest s", f"{PLAIN} s", "ratio", "abtest CPU s", f"{PLAIN} CPU s", "abtest MB", f"{PLAIN} MB")
    yield from table(header, (wide_row(case) for case in wide_cases))
    yield ""
    yield f"## {skewed.METRICS} skewed means, {skewed.SMALL:.0%} of the units in the treatment"
    yield ""
    yield "Parquet, each row a unit. Of skewed data that are adjusted or clustered rows are read once more, for the shape of their"
    yield "influence values; of even data of the same table they are not, which is the peer."
    yield ""
    header = ("case", "skewed s", "even s", "ratio", "skewed CPU s", "even CPU s", "skewed MB", "even MB")
    yield from table(header, (skewed_row(case) for case in skewed_cases))
    yield ""
    yield "## Small things"
    yield ""
    yield from table(("process", "ms", "ms of processor time", "MB"), (small_row(*row) for row in small_rows(small)))


def seconds(case):
    def of(name):
        return spread([r.wall for r in case.runs[name]])

    work = spread([r.work for r in case.runs[PLAIN]])
    return case.label, of(ABTEST), of(PLAIN), spread(case.ratios(ABTEST, PLAIN)), work, of(IBIS), of(POLARS)


def processor(case):
    def of(name):
        return spread([r.cpu for r in case.runs[name]])

    return case.label, of(ABTEST), of(PLAIN), spread(case.ratios(ABTEST, PLAIN, "cpu")), of(IBIS), of(POLARS)


def peak(case, name):
    return spread([r.peak for r in case.runs[name]], 0)


def small_row(label, runs):
    milliseconds = (spread([getattr(run, quantity) * 1e3 for run in runs], 1) for quantity in ("wall", "cpu"))
    return label, *milliseconds, spread([run.peak for run in runs], 0)


def small_rows(small):
    yield "`abtest --version`", small["version"]
    yield "analysis of 1,000 rows of CSV with a unit column", small["thousand"]
    yield "the same as one plain DuckDB query", small["plain"]
    yield '`python -c "pass"`', small["python"]
    yield '`python -c "import duckdb"`', small["import"]
    yield '`python -c "import tea_tasting"`', small["tea"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", type=int, nargs="+")
    parser.add_argument("--abtest", type=pathlib.Path, required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--python", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path(__file__).parent / "RESULTS.md")
    arguments = parser.parse_args()
    arguments.abtest, arguments.load = arguments.abtest.resolve(), os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        thousand = write_spec(arguments.data, "users-1000.csv", True)
        small = {
            "version": repeat([arguments.abtest, "--version"], 40),
            "thousand": repeat([arguments.abtest, "analyze", thousand, "--quiet", "--out", scratch], 20),
            "plain": repeat(
                [arguments.python, PEERS / SCRIPTS[PLAIN], arguments.data / "users-1000.csv", arguments.threads, "--unit"], 5
            ),
            "python": repeat([arguments.python, "-c", "pass"], 5),
            "import": repeat([arguments.python, "-c", "import duckdb"], 5),
            "tea": repeat([arguments.python, "-c", "import tea_tasting"], 5),
        }
        cases = [
            Case(format, rows, by_unit, {name: [] for name in ORDER})
            for format in ("parquet", "csv") for rows in arguments.rows for by_unit in (False, True)
        ]
        for case in cases:
            measure(case, arguments, scratch)
        wide_cases = [WideCase(rows, {ABTEST: [], PLAIN: []}) for rows in arguments.rows]
        for case in wide_cases:
            measure_wide(case, arguments, scratch)
        skewed_cases = [
            SkewedCase(rows, is_clustered, {shape: [] for shape in skewed.SHAPES})
            for rows in arguments.rows for is_clustered in (False, True)
        ]
        for case in skewed_cases:
            measure_skewed(case, arguments, scratch)
        text = "\n".join(report(arguments, cases, wide_cases, skewed_cases, small, scratch)) + "\n"
    arguments.output.write_text(text)
    print(f"run: wrote {arguments.output.name}")


if __name__ == "__main__":
    main()
