"""tea-tasting on DuckDB through ibis: python tea_duckdb.py FILE THREADS [--unit]"""

import sys
import time

import ibis
from metrics import analyze

VALUES = ("variant", "converted", "revenue", "sessions", "bounces")


def main(file, threads, by_unit):
    start = time.perf_counter()
    connection = ibis.duckdb.connect(threads=threads)
    read = connection.read_parquet if file.endswith(".parquet") else connection.read_csv
    table = read(file)
    if by_unit:
        table = table.group_by("user_id").agg(**{name: table[name].arbitrary() for name in VALUES})
    analyze(table, start)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), "--unit" in sys.argv)
