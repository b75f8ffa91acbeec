"""The moments of the three metrics as one plain DuckDB query: what an analyst would type.

    python plain_duckdb.py FILE THREADS [--unit]

Prints the seconds of the work after the import, and per variant units, mean conversion, mean revenue and the ratio.
"""

import sys
import time

import duckdb

UNITS = """(
  select any_value(variant) as variant, any_value(converted) as converted, any_value(revenue) as revenue,
    any_value(sessions) as sessions, any_value(bounces) as bounces
  from '{file}' group by user_id
)"""

MOMENTS = """
select variant, count(*), avg(converted), avg(revenue), sum(bounces) / sum(sessions),
  sum(converted), var_samp(converted), sum(revenue), var_samp(revenue),
  sum(bounces), avg(bounces), var_samp(bounces), sum(sessions), avg(sessions), var_samp(sessions),
  covar_samp(bounces, sessions)
from {table} group by variant order by variant
"""


def main(file, threads, by_unit):
    start = time.perf_counter()
    connection = duckdb.connect(config={"threads": threads})
    table = UNITS.format(file=file) if by_unit else f"'{file}'"
    rows = connection.sql(MOMENTS.format(table=table)).fetchall()
    print(time.perf_counter() - start)
    for row in rows:
        print(*row[:5])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), "--unit" in sys.argv)
