"""The sums of the metrics over logs and their funnel as plain DuckDB queries: what a good analyst would type.

    python plain_events.py EXPOSURES CLICKS ORDERS THREADS [MEMORY]

Prints the seconds of the work after the import, and per variant the units and the value of every metric and step.
"""

import sys
import tempfile
import time

import duckdb

UNITS = """
create temp table units as
select user_id, any_value(variant) as variant, min(seen) as seen
from '{exposures}' where seen >= timestamp '2026-03-01' and seen < timestamp '2026-03-29'
group by user_id having count(distinct variant) = 1
"""

# What is before exposure or too long after it is never needed again.
CLICKS = """
create temp table near_clicks as
select user_id, time, kind, product, seconds, time < seen + interval 7 days as first_week
from '{clicks}' join units using (user_id)
where time >= seen and time < seen + interval 14 days and time < timestamp '2026-03-29'
"""

ORDERS = """
create temp table near_orders as
select user_id, time, amount, time >= seen as after, time >= seen and time < seen + interval 7 days as first_week
from (select order_id, any_value(user_id) as user_id, min(time) as time, any_value(amount) as amount
      from '{orders}' group by order_id)
join units using (user_id)
where time >= seen - interval 14 days and time < seen + interval 14 days and time < timestamp '2026-03-29'
"""

STEPS = """
create temp table steps as
with visit as (
  select user_id, min(time) as time from near_clicks where first_week and kind = 'visit' group by user_id
), product as (
  select user_id, min(c.time) as time from near_clicks c join visit s using (user_id)
  where first_week and kind = 'product' and c.time >= s.time group by user_id
), cart as (
  select user_id, min(c.time) as time from near_clicks c join product s using (user_id)
  where first_week and kind = 'cart' and c.time >= s.time group by user_id
), bought as (
  select user_id, min(o.time) as time from near_orders o join cart s using (user_id)
  where first_week and o.time >= s.time group by user_id
)
select user_id, true as visit, product.time is not null as product, cart.time is not null as cart,
  bought.time is not null as bought
from visit left join product using (user_id) left join cart using (user_id) left join bought using (user_id)
"""

PER_UNIT = """
with of_clicks as (
  select user_id,
    count(*) filter (first_week and kind = 'visit') as visits,
    bool_or(first_week and kind = 'product') as viewers,
    count(distinct product) filter (first_week and kind = 'product') as products,
    sum(seconds) filter (first_week) as seconds,
    count(*) filter (first_week and kind = 'cart') as carts,
    bool_or(not first_week) as retained
  from near_clicks group by user_id
), of_orders as (
  select user_id, bool_or(first_week) as buyers, count(*) filter (after) as orders,
    sum(amount) filter (first_week) as revenue, sum(amount) filter (after) as amount,
    sum(amount) filter (not after) as before
  from near_orders group by user_id
), per_unit as (
  select variant, coalesce(buyers, false)::int as buyers, coalesce(visits, 0) as visits,
    coalesce(viewers, false)::int as viewers, coalesce(products, 0) as products, coalesce(seconds, 0) as seconds,
    coalesce(carts, 0) as carts, coalesce(retained, false)::int as retained, coalesce(orders, 0) as orders,
    coalesce(revenue, 0)::double as revenue, coalesce(amount, 0)::double as amount,
    coalesce(before, 0)::double as before, coalesce(visit, false)::int as visit,
    coalesce(product, false)::int as product, coalesce(cart, false)::int as cart, coalesce(bought, false)::int as bought
  from units left join of_clicks using (user_id) left join of_orders using (user_id) left join steps using (user_id)
)
select variant, count(*), avg(buyers), avg(visits), avg(viewers), avg(products), avg(seconds), avg(carts),
  avg(retained), avg(orders), avg(revenue), sum(amount) / sum(orders), avg(visit), avg(product), avg(cart), avg(bought),
  var_samp(visits), var_samp(products), var_samp(seconds), var_samp(carts), var_samp(orders), var_samp(revenue),
  var_samp(amount), covar_samp(amount, orders), var_samp(before), covar_samp(revenue, before)
from per_unit group by variant order by variant
"""


def main(files, threads, memory):
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        config = {"threads": threads, "temp_directory": folder} | ({"memory_limit": memory[0]} if memory else {})
        connection = duckdb.connect(config=config)
        for query in (UNITS, CLICKS, ORDERS, STEPS):
            connection.execute(query.format(**files))
        rows = connection.sql(PER_UNIT).fetchall()
    print(time.perf_counter() - start)
    for row in rows:
        print(*row[:16])


if __name__ == "__main__":
    main(dict(zip(("exposures", "clicks", "orders"), sys.argv[1:4])), int(sys.argv[4]), sys.argv[5:])
