#!/usr/bin/env python3
"""Runs the console blocks of Markdown files and compares what they print with what the files say.

    Scripts/readme.py README.md ...           with the release binary of this package as `abtest`
    Scripts/readme.py --bin DIR README.md     with the programs of DIR first on the PATH

In a block marked ```console the lines that begin with `$ ` are commands (continued by lines that begin with `> `) and
the lines after each are its output, standard error included. A line `...` stands for any number of lines. A command
must succeed unless `$ echo $?` follows and so shows its status. Blocks run in order in one copy of the project, each
file in a fresh one, so that nothing they write reaches the project. Exit status 1 if an output differs.
"""

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_COPIED = shutil.ignore_patterns(".git", ".build", ".build-*", ".venv", "__pycache__")
TIME_LIMIT = 600  # seconds for one command


class Command:
    """One command of a console block, with its place and the output that the file promises."""

    def __init__(self, line, text):
        self.line = line
        self.text = text
        self.expected = []

    @property
    def shows_status(self):
        return self.text == "echo $?"


def blocks(text):
    """The console blocks of a Markdown text, each a list of commands."""
    found, block = [], None
    for number, line in enumerate(text.splitlines(), start=1):
        if block is None:
            if line.rstrip() == "```console":
                block = []
        elif line.rstrip() == "```":
            found.append(block)
            block = None
        elif line.startswith("$ "):
            block.append(Command(number, line[2:]))
        elif line.startswith("> ") and block and not block[-1].expected:
            block[-1].text += "\n" + line[2:]
        elif block:
            block[-1].expected.append(line.rstrip())
        else:
            raise ValueError(f"line {number}: a console block begins with a command, that is with '$ '")
    if block is not None:
        raise ValueError("a console block has no end")
    return found


def matches(expected, actual):
    """Whether the lines are the same, where an expected line `...` stands for any number of lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line + "\n") for line in expected)
    return re.fullmatch(pattern, "".join(line + "\n" for line in actual)) is not None


def run(command, previous_status, folder, environment):
    """The status and the output lines of one command; `$?` begins as the status of the one before."""
    script = f"(exit {previous_status})\n{command.text}"
    result = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=TIME_LIMIT,
    )
    return result.returncode, [line.rstrip() for line in result.stdout.decode("utf-8", "replace").splitlines()]


def faults(name, text, folder, environment):
    """Runs the blocks of one file in a folder; what differs, as printable texts."""
    found = []
    for block in blocks(text):
        status = 0
        for command, following in zip(block, block[1:] + [None]):
            place = f"{name}:{command.line}"
            status, actual = run(command, status, folder, environment)
            if status != 0 and not (following and following.shows_status):
                found.append(f"{place}: exit status {status}: {command.text}\n" + "\n".join(actual))
            elif not matches(command.expected, actual):
                diff = difflib.unified_diff(command.expected, actual, f"{place} (written)", "(printed)", lineterm="")
                found.append(f"{place}: another output: {command.text}\n" + "\n".join(diff))
    return found


def release_folder():
    environment = {key: value for key, value in os.environ.items() if key != "ABTEST_STRICT"}
    command = ["swift", "build", "-c", "release", "--show-bin-path"]
    result = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    return result.stdout.decode().strip()


def main():
    parser = argparse.ArgumentParser(description="Runs the console blocks of Markdown files.")
    parser.add_argument("--bin", help="folder of the program abtest; default: the release build of this package")
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args()

    programs = os.path.abspath(options.bin or release_folder())
    environment = dict(os.environ, NO_COLOR="1", COLUMNS="80", LC_ALL="C")
    environment["PATH"] = programs + os.pathsep + environment["PATH"]
    bad = 0
    for path in options.files:
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch) / "abtest"
            shutil.copytree(ROOT, copy, ignore=NOT_COPIED, symlinks=True)
            found = faults(path, path.read_text(encoding="utf-8"), copy, environment)
        for fault in found:
            print(fault, file=sys.stderr)
        bad += len(found)
    print(f"readme: {bad} commands differ" if bad else "readme: the console blocks print what they say")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
