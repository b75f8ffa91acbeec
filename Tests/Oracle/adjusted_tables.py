"""The small tables of `adjusted_experiments`: every value is a function of a hash, rounded to few decimals."""

from math import cos, exp, log, pi, sqrt

from hashing import uniform


class Draw:
    """Values of one row, each with a number of its own."""

    def __init__(self, seed, key):
        self.seed, self.key, self.next = seed, str(key), 0

    def u(self):
        self.next += 1
        return uniform(self.seed, self.key, self.next)

    def normal(self):
        return sqrt(-2 * log(1 - self.u())) * cos(2 * pi * self.u())

    def pick(self, *weighted):
        u, total = self.u(), sum(weight for _, weight in weighted)
        for value, weight in weighted:
            u -= weight / total
            if u < 0:
                return value
        return weighted[-1][0]


def mean(name, column, covariates=(), slopes="arm", **more):
    return metric(name, "mean", [column], covariates, slopes, **more)


def proportion(name, column, covariates=(), slopes="arm", **more):
    return metric(name, "proportion", [column], covariates, slopes, **more)


def ratio(name, numerator, denominator, covariates=(), slopes="arm", **more):
    return metric(name, "ratio", [numerator, denominator], covariates, slopes, **more)


def metric(name, type, columns, covariates, slopes, categories=(), only=None):
    found = {"name": name, "type": type, "columns": columns, "covariates": list(covariates), "slopes": slopes}
    return found | {"categories": list(categories)} | ({"only": only} if only else {})


def experiment(name, table, metrics, arms=("old", "new"), weights=None, rows="units", unit="user", cluster=None,
               strata=(), segments=(), formats=("csv",)):
    return {
        "name": name, "table": table, "metrics": metrics, "arms": list(arms), "weights": weights, "rows": rows, "unit": unit,
        "cluster": cluster, "strata": list(strata), "segments": list(segments), "formats": list(formats),
    }


def hidden(d, share, value):
    """The value, or nothing in a share of the rows."""
    return "" if d.u() < share else value


def people(seed, count, arms, blocks=(("north", 1),), gone=0.0):
    """A row per person: earlier spending, age, channel, and outcomes that depend on them and on the arm."""
    table = []
    for i in range(count):
        d = Draw(seed, i)
        arm = arms[i % len(arms)]
        effect = 0.4 * (sorted(set(arms)).index(arm))
        region = d.pick(*blocks)
        before, age = exp(1 + 0.6 * d.normal()), 20 + int(d.u() * 50)
        channel = d.pick(("ad", 3), ("mail", 2), ("shop", 1))
        shift = {"north": 0.0, "south": 1.5, "east": -1.0}.get(region, 0.5) + {"ad": 0.0, "mail": 0.8, "shop": -0.5}[channel]
        spend = 5 + effect + (1 + 0.3 * effect) * before + 0.02 * age + shift + d.normal()
        visits = 1 + int(4 * d.u() + 0.5 * before)
        sold = int(d.u() < 0.2 + 0.05 * effect + 0.05 * before)
        table.append({
            "user": f"u{i}", "arm": arm, "region": region, "channel": channel, "before": f"{before:.3f}", "age": str(age),
            "visits_before": str(1 + int(0.8 * visits + 2 * d.u())), "spend": hidden(d, gone, f"{spend:.2f}"),
            "visits": str(visits), "sold": str(sold), "debt": f"{-spend - 2:.2f}",
        })
    return table


def with_holes(table, column, share, seed):
    """The same with a share of a column blank or NaN, more often where the unit spends much."""
    found = []
    for i, row in enumerate(table):
        d = Draw(seed, row["user"])
        blank = d.u() < share * (1.5 if float(row["debt"]) < -12 else 0.75)
        found.append(row | ({column: "NaN" if d.u() < 0.2 else ""} if blank else {}))
    return found


def stores(seed, count, arms):
    """A row per buyer in stores of one to nine buyers; a store belongs to one arm."""
    table = []
    for i in range(count):
        store = Draw(seed, f"s{i}")
        arm, level = arms[i % len(arms)], store.normal()
        market = "big" if store.u() < 0.5 else "small"
        for j in range(1 + int(9 * store.u() ** 2)):
            d = Draw(seed, f"s{i}b{j}")
            before = 10 + 2 * level + 2 * d.normal()
            amount = before + arms.index(arm) + d.normal() + (2 if market == "big" else 0)
            table.append({
                "user": f"s{i}b{j}", "arm": arm, "store": f"s{i}", "market": market, "before": hidden(d, 0.1, f"{before:.2f}"),
                "amount": hidden(d, 0.05, f"{amount:.2f}"), "items": str(1 + int(5 * d.u())), "card": d.pick(("yes", 2), ("no", 1)),
            })
    return table


def events(table, seed, cluster=False):
    """One to five events for each unit; what is known of the unit stands in each of them."""
    found = []
    for row in table:
        d = Draw(seed, row["user"])
        for _ in range(1 + int(5 * d.u())):
            paid = hidden(d, 0.05, f"{3 * d.u() + float(row['before'] or 9) / 3:.2f}")
            found.append(row | {"paid": paid, "clicks": str(int(6 * d.u())), "bought": d.pick(("0", 4), ("1", 1))})
    # Events come in the order of their times, not of their units.
    return sorted(found, key=lambda row: uniform(seed, row["user"] + row["paid"], 99))


def all_formats():
    return ["csv", "parquet", "jsonl"]


def experiments():
    two = ["old", "new"]
    three = ["old", "new", "bold"]
    nine_to_one = ["old"] * 9 + ["new"]
    regions = (("north", 5), ("south", 4), ("east", 3))

    table = people(1, 160, two, gone=0.06)
    yield experiment(
        "a covariate, repeated rows", table + table[10:14] + table[10:12], [
            mean("arm slopes", "spend", ["before"]), mean("common slope", "spend", ["before"], "common"),
            mean("two covariates", "spend", ["before", "age"]), proportion("share", "sold", ["before"]),
            ratio("rate", "spend", "visits", ["before", "visits_before"]), mean("below zero", "debt", ["before"]),
        ], formats=all_formats())

    table = with_holes(people(2, 400, nine_to_one, gone=0.03), "before", 0.15, 21)
    yield experiment(
        "nine to one, with missing covariates", table, [
            mean("arm slopes", "spend", ["before"]), mean("common slope", "spend", ["before"], "common"),
            proportion("share", "sold", ["before"], "common"), ratio("rate", "spend", "visits", ["before"]),
        ], weights=[9, 1], formats=all_formats())

    table = people(3, 210, two, regions + (("isle", 0.25), ("ship", 0.2)))
    yield experiment(
        "strata of which small ones are merged", table,
        [mean("spending", "spend"), proportion("share", "sold"), ratio("rate", "spend", "visits")], strata=["region"],
        formats=all_formats())

    table = with_holes(people(4, 390, three, regions), "age", 0.1, 41)
    yield experiment(
        "three variants, strata and covariates", table, [
            mean("arm slopes", "spend", ["before"]), mean("common slope", "spend", ["before"], "common"),
            mean("slopes of cells", "spend", ["before"], "arm-stratum"), mean("with holes", "spend", ["before", "age"]),
            ratio("rate", "spend", "visits", ["before", "visits_before"]),
            proportion("share", "sold", ["before"], "arm-stratum"),
        ], arms=three, strata=["region"])

    table = people(5, 300, two)
    odd = [row | {"channel": "fax"} if row["arm"] == "new" and i % 11 == 1 else row for i, row in enumerate(table)]
    odd = [row | {"channel": ""} if i % 17 < 2 else row for i, row in enumerate(odd)]
    yield experiment(
        "categories, one of them in one variant only", odd, [
            proportion("share", "sold", ["channel"], categories=["channel"]),
            mean("arm slopes", "spend", ["channel", "before"], categories=["channel"]),
            mean("common slope", "spend", ["before", "channel"], "common", categories=["channel"]),
        ], formats=all_formats())

    table = people(6, 120, two)
    for row in table:
        del row["user"]
    yield experiment(
        "rows without a unit, a metric's own filter", table, [
            mean("mail and ads", "spend", ["before"], only=("region", "north")),
            mean("mail", "spend", ["before"], "common", only=("channel", "mail")),
            ratio("rate", "spend", "visits", ["visits_before"]),
        ], unit=None)

    table = people(7, 52, two)
    yield experiment(
        "too few units for the slopes asked for", table, [
            mean("pooled", "spend", ["before", "age"], "arm-stratum"),
            mean("dropped", "spend", ["before", "age", "visits_before", "channel"], categories=["channel"]),
        ])

    table = stores(8, 64, two)
    yield experiment(
        "clusters of units", table, [
            mean("amount", "amount"), proportion("card", "card"), ratio("per item", "amount", "items"),
            mean("with a covariate", "amount", ["before"]), ratio("rate with it", "amount", "items", ["before"], "common"),
        ], cluster="store", formats=all_formats())

    yield experiment(
        "clusters in strata, three variants", stores(9, 120, three), [
            mean("amount", "amount", ["before"]), proportion("card", "card"),
            ratio("per item", "amount", "items", ["before"], "arm-stratum"),
        ], arms=three, cluster="store", strata=["market"], segments=["market"], unit=None)

    table = with_holes(people(10, 90, two, regions), "before", 0.12, 101)
    yield experiment(
        "events with covariates of their units", events(table, 102), [
            mean("paid", "paid", ["before"]), proportion("bought", "bought", ["before"], "common"),
            ratio("per click", "paid", "clicks", ["age"]), mean("by channel", "paid", ["channel"], categories=["channel"]),
        ], rows="events", strata=["region"], segments=["channel", "region"], formats=all_formats())

    table = [{k: row[k] for k in ("user", "arm", "store", "market", "before")} for row in stores(11, 70, two)]
    yield experiment(
        "events in clusters", events(table, 112), [
            mean("paid", "paid", ["before"]), proportion("bought", "bought"), ratio("per click", "paid", "clicks"),
        ], rows="events", cluster="store", strata=["market"], formats=all_formats())

    table = with_holes(people(12, 300, two, regions), "before", 0.1, 121)
    table = [row | {"device": Draw(122, row["user"]).pick(("phone", 2), ("desk", 1), ("", 0.2))} for row in table]
    yield experiment(
        "all at once", table, [
            mean("spending", "spend", ["before", "channel"], categories=["channel"]), proportion("share", "sold", ["before"]),
            ratio("rate", "spend", "visits", ["visits_before"], "common"),
        ], strata=["region"], segments=["device", "channel"], formats=["csv", "parquet"])

    table = []
    for day in range(12):
        for region, size in (("north", 40), ("south", 25), ("isle", 0.2)):
            for arm in two:
                d = Draw(13, f"{day}{region}{arm}")
                trials = int(size * (0.5 + d.u()) * (1.4 if arm == "new" and region == "south" else 1))
                base = 0.1 + (0.15 if region == "south" else 0) + (0.03 if arm == "new" else 0)
                successes = sum(d.u() < base for _ in range(trials))
                table.append({"day": str(day), "region": region, "arm": arm, "sold": str(successes), "shown": str(trials)})
    table.append({"day": "12", "region": "isle", "arm": "old", "sold": "1", "shown": "3"})
    table.append({"day": "12", "region": "isle", "arm": "new", "sold": "0", "shown": "2"})
    yield experiment(
        "counts in strata", table, [proportion("share", "sold") | {"columns": ["sold", "shown"]}],
        rows="aggregates", unit=None, strata=["region"], segments=["region"])
