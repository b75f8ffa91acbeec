"""Logs of any size, and the spec that takes them to a report: exposures, a log of clicks, a log of orders.

    python Benchmarks/events.py FOLDER EVENTS [EVENTS...]

Every value is a hash of its row's number, so that the same size always gives the same files. A unit has 20 events in six
weeks, two of them before its exposure; exposures come in the second fortnight but one, and one in ten comes back for a
second. One order in 200 is written twice. The clicks are in the order of time, as logs are.
"""

import argparse
import json
import pathlib

EVENTS_PER_UNIT = 20
ORDERS_PER_EVENT = 0.04
LABEL = "10 metrics and a funnel of 4 steps over two logs"

DAY = 86_400_000_000
# 2026-03-01: exposures begin; clicks began a fortnight before.
BEGIN = 1_772_323_200_000_000
EXPOSING, LOGGED = 13 * DAY, 42 * DAY
# An odd multiplier leaves every id unique and takes the order away.
ID = "(({row} * 1039587193829) % 1099511627776)"

EXPOSURES = """
with units as (
  select row, case when hash(row, 1) % 2 = 0 then 'control' else 'treatment' end as variant,
    {begin} + (hash(row, 2) % {exposing})::bigint as seen
  from range({units}) as t(row)
)
select {id} as user_id, variant, make_timestamp(seen) as seen from units
union all
select {id}, variant, make_timestamp(seen + {day}) from units where hash(row, 3) % 10 = 0
"""

# Who buys at all is a trait of the unit, so that what it bought before exposure tells what it buys after.
CLICKS = """
with rows as (
  select row, (hash(row, 4) % {units})::bigint as unit, (hash(row, 5) % 96)::int as draw from range({clicks}) as t(row)
)
select {unit_id} as user_id,
  make_timestamp({begin} - 14 * {day} + (row::double / {clicks} * {logged})::bigint) as time,
  case when draw < 45 then 'visit' when draw < 80 then 'product' else 'cart' end as kind,
  case when draw between 45 and 79 then (hash(row, 6) % 5000)::int end as product,
  (1 + hash(row, 7) % 600)::int as seconds
from rows
"""

ORDERS = """
with rows as (
  select row, least(hash(row, 8) % {units}, hash(row, 9) % {units}, hash(row, 10) % {units})::bigint as unit
  from range({orders}) as t(row)
), written as (
  select row as order_id, {unit_id} as user_id,
    make_timestamp({begin} - 14 * {day} + (row::double / {orders} * {logged})::bigint) as time,
    ((500 + hash(row, 11) % 20000 + hash(unit, 12) % 10000) / 100)::decimal(9, 2) as amount
  from rows
)
select * from written union all select * from written where order_id % 200 = 0
"""

FILES = {"exposures": EXPOSURES, "clicks": CLICKS, "orders": ORDERS}


def names(folder, events):
    return {table: folder / f"{table}-{events}.parquet" for table in FILES}


def write(folder, events):
    """The files of one size, unless they are there; a file that is there is whole, for it was renamed to its name."""
    import duckdb

    orders = int(events * ORDERS_PER_EVENT)
    sizes = {"units": events // EVENTS_PER_UNIT, "orders": orders, "clicks": events - orders}
    texts = {"id": ID.format(row="row"), "unit_id": ID.format(row="unit")}
    times = {"begin": BEGIN, "day": DAY, "exposing": EXPOSING, "logged": LOGGED}
    connection = duckdb.connect()
    for table, name in names(folder, events).items():
        if name.exists():
            continue
        part = name.with_suffix(".part")
        query = FILES[table].format(**sizes, **texts, **times)
        connection.sql(f"copy ({query}) to '{part}' (format parquet, compression zstd)")
        part.rename(name)
        print(f"events: {name.name}, {name.stat().st_size / 1e6:.1f} MB")


def of_clicks(kind, **keys):
    return {"fact": "clicks", "where": f"kind = '{kind}'", "within": "7d"} | keys


METRICS = [
    {"name": "buyers", "type": "proportion", "fact": "orders", "within": "7d", "role": "primary"},
    {"name": "visits", "type": "count"} | of_clicks("visit"),
    {"name": "viewers", "type": "proportion"} | of_clicks("product"),
    {"name": "products", "type": "mean", "value": "product", "aggregate": "count-distinct"} | of_clicks("product"),
    {"name": "seconds", "type": "mean", "fact": "clicks", "value": "seconds", "within": "7d"},
    {"name": "carts", "type": "mean", "aggregate": "count"} | of_clicks("cart"),
    {"name": "retained", "type": "retention", "fact": "clicks", "after": "7d", "within": "7d"},
    {"name": "orders", "type": "count", "fact": "orders", "within": "14d"},
    {
        "name": "revenue", "type": "mean", "fact": "orders", "value": "amount", "within": "7d",
        "covariates": [{"metric": "self", "before": "14d"}],
    },
    {
        "name": "basket", "type": "ratio", "within": "14d",
        "numerator": {"fact": "orders", "value": "amount"}, "denominator": {"fact": "orders"},
    },
]
STEPS = ["visit", "product", "cart", "order"]
FUNNEL = {
    "name": "journey", "type": "funnel", "window": "7d",
    "steps": [{"name": kind, "fact": "clicks", "where": f"kind = '{kind}'"} for kind in STEPS[:3]]
    + [{"name": "order", "fact": "orders"}],
}


def write_spec(folder, events):
    source = {table: name.name for table, name in names(folder, events).items()}
    spec = {
        "abtest": 1,
        "name": "events",
        "start": "2026-03-01",
        "end": "2026-03-29",
        "data": {
            "assignments": {"source": source["exposures"], "unit": "user_id", "time": "seen"},
            "facts": {
                "clicks": {"source": source["clicks"], "unit": "user_id", "time": "time"},
                "orders": {"source": source["orders"], "unit": "user_id", "time": "time", "id": "order_id"},
            },
        },
        "variants": [{"name": "control", "control": True}, {"name": "treatment"}],
        "metrics": METRICS + [FUNNEL],
    }
    path = folder / f"events-{events}.json"
    path.write_text(json.dumps(spec, indent=2) + "\n")
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("events", type=int, nargs="+")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for size in arguments.events:
        write(arguments.folder, size)
