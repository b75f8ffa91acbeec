"""tea-tasting on a lazy polars frame: python tea_polars.py FILE THREADS [--unit]"""

import os
import sys
import time

os.environ["POLARS_MAX_THREADS"] = sys.argv[2]

import polars  # noqa: E402 - the number of threads is read at import
from metrics import analyze  # noqa: E402

VALUES = ("variant", "converted", "revenue", "sessions", "bounces")


def main(file, by_unit):
    start = time.perf_counter()
    table = polars.scan_parquet(file) if file.endswith(".parquet") else polars.scan_csv(file)
    if by_unit:
        table = table.group_by("user_id").agg(polars.col(*VALUES).first())
    analyze(table, start)


if __name__ == "__main__":
    main(sys.argv[1], "--unit" in sys.argv)
