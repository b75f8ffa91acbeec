import contextlib
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path

from scripts import load

run_tests = load("run-tests")

# Events as Swift Testing 6.3.1 writes them, cut down to what matters.
DUCKDB = "libduckdb is not installed: python3 Scripts/install-duckdb.py"


SUITE = "ABTestKitTests.RankTests"


def event(kind, text, test=SUITE):
    payload = {"kind": kind, "messages": [{"symbol": "default", "text": text}], "testID": test}
    return json.dumps({"kind": "event", "payload": payload, "version": 0}) + "\n"


EVENTS = [
    json.dumps({"kind": "test", "payload": {"id": SUITE, "kind": "suite", "name": "RankTests"}, "version": 0}) + "\n",
    event("runStarted", "Test run started."),
    event("testSkipped", f'Suite RankTests skipped: "{DUCKDB}"'),
    event("testSkipped", f'Test agreesWithSciPy() skipped: "{DUCKDB}"', f"{SUITE}/agreesWithSciPy()/RankTests.swift:17:4"),
    event("testSkipped", f'Test example(_:) skipped: "{DUCKDB}"', f"{SUITE}/example(_:)/RankTests.swift:38:4"),
    event("testSkipped", f'Suite CapTests skipped: "{DUCKDB}"', "ABTestKitTests.CapTests"),
    event("testSkipped", f'Test caps() skipped: "{DUCKDB}"', "ABTestKitTests.CapTests/caps()/CapTests.swift:9:4"),
    event(
        "testSkipped", 'Test aFullDisk() skipped: "only root can mount a "small" disk"',
        "ABTestKitTests.Files/RightsTests/aFullDisk()/RightsTests.swift:78:4"),
    event("testSkipped", "Test blank(of:) skipped", "ABTestKitTests.BlankTests/blank(of:)/BlankTests.swift:1:4"),
    event("testStarted", "Test runs() started."),
    event("testEnded", "Test runs() passed after 0.1 seconds."),
    event("runEnded", "Test run with 7 tests in 3 suites passed after 0.1 seconds."),
]


def status(script):
    """Exit code and output of a run whose `swift test` is a Python script; its last arguments are those of the stream."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "swift.py"
        program.write_text(script)
        with contextlib.redirect_stdout(io.StringIO()) as output:
            code = run_tests.main(["--filter", "X"], [sys.executable, str(program)])
    return code, output.getvalue()


def script(code, lines=EVENTS):
    return (
        "import sys\n"
        "assert sys.argv[1:4] == ['--filter', 'X', '--event-stream-output-path'], sys.argv\n"
        f"open(sys.argv[4], 'w').write({''.join(lines)!r})\n"
        f"sys.exit({code})\n"
    )


class RunTestsTests(unittest.TestCase):
    def test_the_summary_counts_by_reason_and_names_suites_and_single_tests(self):
        self.assertEqual(
            run_tests.summary(run_tests.skipped(EVENTS)),
            "Skipped: 2 suites, 5 tests.\n"
            f"  2 suites, 3 tests: {DUCKDB}\n"
            "    CapTests, RankTests\n"
            "  1 test: no reason given\n"
            "    BlankTests/blank(of:)\n"
            '  1 test: only root can mount a "small" disk\n'
            "    RightsTests/aFullDisk()\n")

    def test_a_run_that_skips_nothing_says_so(self):
        self.assertEqual(run_tests.summary(run_tests.skipped(EVENTS[-3:])), "Skipped: nothing.\n")

    def test_a_run_that_does_not_end_has_no_summary(self):
        self.assertIsNone(run_tests.skipped(EVENTS[:4] + [EVENTS[4][:70]]))
        self.assertEqual(status(script(137, EVENTS[:-1])), (137, ""))

    def test_the_exit_code_is_that_of_swift_test(self):
        for code in (0, 1, 69):
            found, output = status(script(code))
            self.assertEqual(found, code)
            self.assertIn("Skipped: 2 suites, 5 tests.\n", output)

    def test_a_signal_is_a_failure(self):
        self.assertEqual(status("import os\nos.kill(os.getpid(), 9)\n"), (137, ""))

    def test_a_build_that_fails_has_no_summary(self):
        self.assertEqual(status("import sys\nsys.exit(1)\n"), (1, ""))


if __name__ == "__main__":
    unittest.main()
