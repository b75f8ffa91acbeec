"""The moments of the wide table as one plain DuckDB query: what an analyst would generate.

    python plain_wide.py FILE THREADS

Prints the seconds of the work after the import, and the mean of every metric per variant.
"""

import pathlib
import sys
import time

import duckdb

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from wide import EARLIER, NAMES


def query(file):
    numbers = [f"avg({name}), var_samp({name})" for name in NAMES + EARLIER]
    numbers += [f"covar_samp({name}, {other})" for name in NAMES for other in EARLIER]
    numbers += [f"covar_samp({a}, {b})" for i, a in enumerate(EARLIER) for b in EARLIER[:i]]
    return f"select variant, segment, count(*), {', '.join(numbers)} from '{file}' group by variant, segment"


def main(file, threads):
    start = time.perf_counter()
    rows = duckdb.connect(config={"threads": threads}).sql(query(file)).fetchall()
    print(time.perf_counter() - start)
    for arm in sorted({row[0] for row in rows}):
        own = [row for row in rows if row[0] == arm]
        units = sum(row[2] for row in own)
        print(arm, *(sum(row[2] * row[3 + 2 * k] for row in own) / units for k in range(len(NAMES))))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
