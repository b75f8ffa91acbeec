"""Whole processes with their time and memory, and how a figure of several rounds is written.

Only the standard library is imported here: a child's peak memory is never reported below that of the process that started it.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass


@dataclass
class Run:
    wall: float  # seconds from start to exit
    cpu: float  # seconds of user and system time
    peak: float  # MB of resident memory
    output: str

    @property
    def work(self):
        """The seconds that a peer counted itself: without interpreter and imports."""
        return float(self.output.split("\n", 1)[0])


def run(command):
    with tempfile.TemporaryFile("w+") as output:
        start = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"run: {command[0]} {command[1]} ended with {process.returncode}")
        output.seek(0)
        scale = 1e6 if sys.platform == "darwin" else 1e3  # Linux counts kilobytes, macOS bytes
        return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale, output.read())


def repeat(command, times):
    run(command)
    return [run(command) for _ in range(times)]


def spread(values, digits=2):
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def table(header, rows):
    yield "| " + " | ".join(header) + " |"
    yield "| --- |" + " --: |" * (len(header) - 1)
    for row in rows:
        yield "| " + " | ".join(str(cell) for cell in row) + " |"


def memory_gib():
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
