"""Simulates a funnel from the first impression to the order: six event tables, what the channels cost per day, and two
variants of a call to action.

Awareness (impressions, clicks, followers; what a day of a channel costs), consideration (sessions, leads), decision (qualified leads, orders). The
personal call to action changes how visitors browse and whether they leave their address; what becomes of a lead is the
same in both variants. Every rate here is an assumption.
"""

import datetime
import functools

from simulation import SEED, Stream, equal, quantile

VISITORS = 12_000
START = datetime.datetime(2026, 3, 2)
HOUR, DAY = 3600, 86_400
# Visitors arrive for four weeks, and are followed for four weeks each.
ARRIVALS = 28 * DAY

CHANNELS = [("search", 0.40), ("social", 0.30), ("display", 0.20), ("referral", 0.10)]
CLICK = {"search": 0.11, "social": 0.07, "display": 0.03, "referral": 0.15}
# What a visitor costs on average, and how many impressions the channel sells for one; referrals cost nothing.
COST = {"search": 1.20, "social": 0.50, "display": 0.20, "referral": 0.0}
SOLD = {"search": 40, "social": 70, "display": 100, "referral": 5}
IMPRESSIONS = [(1, 0.3), (2, 0.3), (3, 0.2), (4, 0.12), (5, 0.08)]
SESSIONS = [(1, 0.55), (2, 0.25), (3, 0.12), (4, 0.08)]
BOUNCE = {"classic": 0.46, "personal": 0.42}
LEAD = {"classic": 0.090, "personal": 0.120}
MQL, SQL, ORDER = 0.55, 0.50, 0.45
# Some buy without ever being a lead, some leads come back to the start and leave their address again.
SKIP, AGAIN = 0.004, 0.10
MARGIN = [(0.0, 40.0), (0.5, 180.0), (0.9, 700.0), (1.0, 2400.0)]

TABLES = {
    "exposures.csv.gz": ("visitor_id", "variant", "exposed_at", "channel", "device"),
    "impressions.csv.gz": ("impression_id", "visitor_id", "at", "clicked"),
    "sessions.csv.gz": ("visitor_id", "started_at", "source", "pages", "seconds", "bounced", "engaged"),
    "social.csv": ("visitor_id", "at", "kind"),
    "leads.csv": ("visitor_id", "created_at", "source"),
    "qualification.csv": ("visitor_id", "at", "stage"),
    "orders.csv": ("visitor_id", "ordered_at", "revenue", "margin"),
    "spend.csv": ("day", "channel", "cost", "impressions"),
}


def stamp(second):
    return (START + datetime.timedelta(seconds=second)).isoformat() + "Z"


def visitor(number, add):
    draw = Stream(SEED, "marketing-funnel", str(number)).uniform
    name = f"v{number:05}"
    stream = Stream(SEED, "marketing-funnel", "visitor")
    pick = Stream(SEED, "marketing-funnel", "pick", str(number))
    variant = stream.choice(number, equal(["classic", "personal"]))
    channel = pick.choice(0, CHANNELS)
    device = pick.choice(1, [("mobile", 0.6), ("desktop", 0.4)])
    exposed = int(draw(0) * ARRIVALS)
    add("exposures.csv.gz", exposed, (name, variant, stamp(exposed), channel, device))
    # Seen again, on another day: the first exposure counts.
    if draw(1) < 0.25:
        again = exposed + DAY + int(draw(2) * 10 * DAY)
        add("exposures.csv.gz", again, (name, variant, stamp(again), channel, device))

    for k in range(pick.choice(2, IMPRESSIONS)):
        at = exposed + int(draw(10 + k) * 6 * DAY)
        clicked = int(draw(20 + k) < CLICK[channel])
        row = (f"{name}-{k}", name, stamp(at), clicked)
        add("impressions.csv.gz", at, row)
        # A log that delivers some events twice.
        if draw(30 + k) < 0.01:
            add("impressions.csv.gz", at, row)

    keen = 0.6 + 0.8 * draw(3)
    earlier = int(draw(4) * 3 * keen)
    for k in range(earlier + pick.choice(3, SESSIONS)):
        before = k < earlier
        at = exposed - HOUR - int(draw(40 + k) * 27 * DAY) if before else exposed + int(draw(40 + k) * 27.9 * DAY)
        bounce = BOUNCE["classic"] if before else BOUNCE[variant]
        bounced = draw(50 + k) < bounce * (1.6 - 0.6 * keen)
        pages = 1 if bounced else 2 + int(draw(60 + k) * 6 * keen)
        seconds = int(5 + draw(70 + k) * 20) if bounced else int(20 + 400 * keen * draw(70 + k) ** 2)
        source = channel if k == earlier else pick.choice(10 + k, [("direct", 0.6), ("search", 0.25), ("referral", 0.15)])
        add("sessions.csv.gz", at, (name, stamp(at), source, pages, seconds, int(bounced), int(seconds >= 60 and pages > 1)))

    if draw(5) < 0.02:
        at = exposed + int(draw(6) * 20 * DAY)
        add("social.csv", at, (name, stamp(at), "follow" if draw(7) < 0.7 else "mention"))

    leads = draw(80) < LEAD[variant] * keen
    at = exposed + int(draw(81) * 7 * DAY)
    bought = None
    if leads:
        add("leads.csv", at, (name, stamp(at), pick.choice(4, [("form", 0.6), ("webinar", 0.25), ("chat", 0.15)])))
        if draw(82) < AGAIN:
            second = at + int(draw(83) * 5 * DAY)
            add("leads.csv", second, (name, stamp(second), "form"))
        if draw(84) < MQL:
            at += HOUR + int(draw(85) * 5 * DAY)
            add("qualification.csv", at, (name, stamp(at), "MQL"))
            if draw(86) < SQL:
                at += HOUR + int(draw(87) * 6 * DAY)
                add("qualification.csv", at, (name, stamp(at), "SQL"))
                if draw(88) < ORDER:
                    bought = at + HOUR + int(draw(89) * 7 * DAY)
    if bought is None and draw(90) < SKIP:
        bought = exposed + HOUR + int(draw(91) * 10 * DAY)
    if bought is not None:
        for k in range(1 + (draw(92) < 0.2)):
            when = bought + k * int(1 + draw(93) * 2 * DAY)
            margin = quantile(MARGIN, draw(94 + k))
            add("orders.csv", when, (name, stamp(when), f"{margin / 0.4:.2f}", f"{margin:.2f}"))


def spend(exposures):
    """A day of a channel is paid for as a whole: the price moves from day to day, and belongs to no variant."""
    first = {}
    for _, (name, _, at, channel, _) in sorted(exposures):
        first.setdefault(name, (at[:10], channel))
    visitors = {}
    for key in first.values():
        visitors[key] = visitors.get(key, 0) + 1
    for (day, channel), count in visitors.items():
        draw = Stream(SEED, "marketing-funnel", "spend", day, channel).uniform
        cost = count * COST[channel] * (0.6 + 0.8 * draw(0))
        yield day, (day, channel, f"{cost:.2f}", int(count * SOLD[channel] * (0.7 + 0.6 * draw(1))))


@functools.cache
def tables():
    rows = {name: [] for name in TABLES}
    for number in range(1, VISITORS + 1):
        visitor(number, lambda table, at, row: rows[table].append((at, row)))
    rows["spend.csv"] = list(spend(rows["exposures.csv.gz"]))
    # In the order of time, as a log is; ties by the row itself.
    return {name: [row for _, row in sorted(events)] for name, events in rows.items()}


def marketing_funnel(table):
    yield TABLES[table]
    yield from tables()[table]
