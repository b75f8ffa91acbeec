"""Runs `swift test` and says at the end which tests were skipped, and why.

    run-tests.py [ARGUMENTS OF swift test]

What swift test prints goes through as it is; the exit code is that of swift test.
"""

import json
import re
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

SKIPPED = re.compile(r'(Suite|Test) (.+?) skipped(?:: "(.*)")?\.?', re.DOTALL)


def skipped(lines):
    """What an event stream of Swift Testing says was skipped: (kind, id, name, reason) of each suite and test.

    None of a run that did not come to its end: nobody knows what it would have skipped.
    """
    found, ended = [], False
    for line in lines:
        try:
            payload = json.loads(line)["payload"]
        except (ValueError, KeyError):
            continue  # what a killed run wrote last may be half a line
        ended = ended or payload.get("kind") == "runEnded"
        if payload.get("kind") != "testSkipped":
            continue
        match = SKIPPED.fullmatch(payload["messages"][0]["text"])
        kind, name, reason = match.groups() if match else ("Test", payload["testID"], None)
        found.append((kind, payload["testID"], name, reason or "no reason given"))
    return found if ended else None


def amount(count, noun):
    return f"{count} {noun}" + ("" if count == 1 else "s")


def amounts(items):
    counts = [(sum(kind == wanted for kind, *_ in items), wanted.lower()) for wanted in ("Suite", "Test")]
    return ", ".join(amount(count, noun) for count, noun in counts if count)


def names(items, suites):
    """The suites, and the tests of suites that ran."""
    for kind, place, name, _ in items:
        if kind == "Suite":
            yield name
        elif not any(place.startswith(suite + "/") for suite in suites):
            parts = re.split(r"[./]", place.split("(")[0])  # Module.Suite/test(argument:)/File.swift:1:2
            yield f"{parts[-2]}/{name}"


def summary(found):
    """What to print of them: each reason, how much it skipped, and the names."""
    if not found:
        return "Skipped: nothing.\n"
    suites = {place for kind, place, *_ in found if kind == "Suite"}
    reasons = {}
    for item in found:
        reasons.setdefault(item[3], []).append(item)
    lines = [f"Skipped: {amounts(found)}."]
    for reason, items in sorted(reasons.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        lines.append(f"  {amounts(items)}: {reason}")
        text = ", ".join(sorted(names(items, suites)))
        lines += textwrap.wrap(text, 116, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
    return "\n".join(lines) + "\n"


def run(command, stream):
    """The exit code as a shell has it: of a process that a signal ended 128 and the signal's number."""
    events = ["--event-stream-output-path", str(stream), "--event-stream-version", "0"]
    process = subprocess.Popen(command + events)
    while True:
        try:
            code = process.wait()
            return code if code >= 0 else 128 - code
        except KeyboardInterrupt:
            pass  # the terminal interrupts swift test as well; its exit code says so


def main(arguments, command=("swift", "test")):
    with tempfile.TemporaryDirectory() as folder:
        stream = Path(folder) / "events.jsonl"
        code = run([*command, *arguments], stream)
        if stream.exists():
            with stream.open(encoding="utf-8", errors="replace") as lines:
                found = skipped(lines)
            if found is not None:
                print(summary(found), end="", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
