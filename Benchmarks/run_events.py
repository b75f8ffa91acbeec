"""Measures whole processes of abtest and of plain DuckDB on logs of events in turns, and writes EVENTS.md.

    python Benchmarks/run_events.py --abtest BINARY --data FOLDER --python VENV_PYTHON [--memory 2GB] [--rounds N]
      [--output FILE] EVENTS [EVENTS...]

With `--memory` both run once more with no more than that, to see whether they spill to disk instead of dying.
"""

import argparse
import csv
import datetime
import math
import os
import pathlib
import platform
import statistics
import sys
import tempfile

import events
from processes import memory_gib, run, spread, table
from run import ABTEST, PEERS, PLAIN, versions


def commands(arguments, size, reports, memory=None):
    spec = events.write_spec(arguments.data, size)
    threads = str(arguments.threads)
    files = events.names(arguments.data, size).values()
    ours = [arguments.abtest, "analyze", spec, "--quiet", "--threads", threads, "--out", reports]
    theirs = [arguments.python, PEERS / "plain_events.py", *files, threads]
    return {
        ABTEST: ours + (["--memory", memory] if memory else []),
        PLAIN: theirs + ([memory] if memory else []),
    }


def verify(reports, output):
    """Both must have found the same units and values, or the comparison means nothing."""
    with open(next(reports.glob("*.csv")), newline="") as file:
        rows = {row["metric"]: row for row in csv.DictReader(file) if row["estimand"] == "absolute"}
    names = [metric["name"] for metric in events.METRICS] + [f"journey: {step}" for step in events.STEPS]
    missing = [name for name in names if name not in rows]
    if missing:
        sys.exit(f"run_events: abtest has no rows of {', '.join(missing)}; it has {', '.join(rows)}")
    lines = [line.split() for line in output.split("\n")[1:] if line]
    for arm, units, *values in lines:
        side = "control" if arm == "control" else "variant"
        for name, value in zip(names, values, strict=True):
            # What is adjusted for a covariate has other values than its raw means.
            if name == "revenue":
                continue
            if not math.isclose(float(rows[name][f"value_{side}"]), float(value), rel_tol=1e-9):
                sys.exit(f"run_events: plain DuckDB found {name} {value}, abtest {rows[name][f'value_{side}']}")
            if rows[name][f"n_{side}"] != units:
                sys.exit(f"run_events: plain DuckDB found {units} units, abtest {rows[name][f'n_{side}']}")


def measure(arguments, size, scratch, memory=None):
    reports = scratch / f"{size}-{memory}"
    reports.mkdir()
    runs = {ABTEST: [], PLAIN: []}
    for _ in range(arguments.rounds if memory is None else 1):
        for name, command in commands(arguments, size, reports, memory).items():
            runs[name].append(run(command))
        verify(reports, runs[PLAIN][-1].output)
    walls = {name: spread([r.wall for r in own]) for name, own in runs.items()}
    print(f"run_events: {label(size, memory)}: abtest {walls[ABTEST]} s, plain DuckDB {walls[PLAIN]} s", flush=True)
    return size, memory, runs


def label(size, memory):
    units = size // events.EVENTS_PER_UNIT
    return f"{size:,} events, {units:,} units" + (f", {memory} of memory" if memory else "")


def row(size, memory, runs):
    def of(name, quantity, digits=2):
        return spread([getattr(r, quantity) for r in runs[name]], digits)

    ratios = [statistics.median([a.wall / b.wall for a, b in zip(runs[ABTEST], runs[PLAIN])])]
    return (
        label(size, memory), of(ABTEST, "wall"), of(PLAIN, "wall"), f"{ratios[0]:.2f}", of(ABTEST, "cpu"),
        of(PLAIN, "cpu"), of(ABTEST, "peak", 0), of(PLAIN, "peak", 0),
    )


def report(arguments, cases, scratch):
    header = ("case", "abtest s", f"{PLAIN} s", "ratio", "abtest CPU s", f"{PLAIN} CPU s", "abtest MB", f"{PLAIN} MB")
    yield "# Benchmark of event logs"
    yield ""
    yield "Written by `make bench-events`; do not edit. Medians of the rounds, in brackets the lowest and the highest."
    yield ""
    yield f"- Machine: {os.cpu_count()} cores, {memory_gib():.0f} GiB, {platform.system()} {platform.machine()};"
    yield f"  {arguments.threads} threads for both; load average at the start {arguments.load:.1f}, at the end {os.getloadavg()[0]:.1f}."
    yield f"- {versions(arguments, scratch)}."
    yield f"- {datetime.date.today().isoformat()}; whole processes, from start to exit, reports written."
    yield f"- {events.LABEL}: exposures and clicks and orders in Parquet, two variants, windows of 7 and 14 days,"
    yield "  distinct values, orders known by their ids, one covariate from before exposure. abtest also tells where each row"
    yield "  and event went; plain DuckDB is hand-written SQL (`peers/plain_events.py`) for the same sums and the same funnel,"
    yield "  whose values were compared with those of the report."
    yield "- *MB* is the peak of resident memory; with a bound, the bound is what the engine may use, in both."
    yield ""
    yield from table(header, (row(*case) for case in cases))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("events", type=int, nargs="+")
    parser.add_argument("--abtest", type=pathlib.Path, required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--python", type=pathlib.Path, required=True)
    parser.add_argument("--memory")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path(__file__).parent / "EVENTS.md")
    arguments = parser.parse_args()
    arguments.abtest, arguments.load = arguments.abtest.resolve(), os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        cases = []
        for size in arguments.events:
            cases.append(measure(arguments, size, scratch))
            if arguments.memory:
                cases.append(measure(arguments, size, scratch, arguments.memory))
        reports = next(path for path in scratch.iterdir() if path.is_dir())
        text = "\n".join(report(arguments, cases, reports)) + "\n"
    arguments.output.write_text(text)
    print(f"run_events: wrote {arguments.output.name}")


if __name__ == "__main__":
    main()
