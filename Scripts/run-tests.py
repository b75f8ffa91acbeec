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
    """The skipped suites and tests of an event stream of Swift Testing: {reason: ([suites], [tests])}."""
    found = {}
    for line in lines:
        try:
            payload = json.loads(line)["payload"]
        except (ValueError, KeyError):
            continue  # what a killed run wrote last may be half a line
        if payload.get("kind") != "testSkipped":
            continue
        match = SKIPPED.fullmatch(payload["messages"][0]["text"])
        kind, name, reason = match.groups() if match else ("Test", payload["testID"], None)
        suites, tests = found.setdefault(reason or "no reason given", ([], []))
        (suites if kind == "Suite" else tests).append(name)
    return found


def amount(count, noun):
    return f"{count} {noun}" + ("" if count == 1 else "s")


def summary(found):
    """What to print of them: a reason, how much it skipped, and the suites; of tests alone their names."""
    if not found:
        return "Skipped: nothing.\n"
    suites, tests = (sum(len(part[index]) for part in found.values()) for index in (0, 1))
    lines = [f"Skipped: {amount(suites, 'suite')}, {amount(tests, 'test')}."]
    for reason, (suites, tests) in sorted(found.items(), key=lambda item: (-len(item[1][1]), item[0])):
        counts = [amount(len(names), noun) for names, noun in ((suites, "suite"), (tests, "test")) if names]
        lines.append(f"  {', '.join(counts)}: {reason}")
        names = ", ".join(sorted(suites or tests))
        lines += textwrap.wrap(names, 116, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
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
        if stream.exists() and stream.stat().st_size > 0:
            with stream.open(encoding="utf-8", errors="replace") as lines:
                print(summary(skipped(lines)), end="", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
