"""How often each outcome is decided in simulated experiments, by the rule written once more in NumPy on binomial counts.

Proportions of 20 %, any two correlated by .3: given a trait that a unit has or not, its metrics are independent. Tests are
score tests of a difference and, for a margin, of a ratio with the likelihood maximised by Newton steps along p1 = r p0.
"""

import numpy
from scipy import stats

from oracle_table import write

RUNS = 20_000
RATE, CORRELATION, TRAIT, MISSING, MARGIN = 0.2, 0.3, 0.2, 0.01, 0.05
PANELS = {
    "1": ["primary"],
    "3": ["primary", "guardrail", "secondary"],
    "10": ["primary"] + 3 * ["guardrail"] + 6 * ["secondary"],
    "10b": ["primary"] + 2 * ["guardrail"] + ["bare"] + 6 * ["secondary"],
}
ATTRIBUTES = [2, 3, 5]
UP = {"primary": 0.2}
TRUTHS = {
    "A/A": ({}, None),
    "primary +5 %": ({"primary": 0.05}, None),
    "primary +20 %": (UP, None),
    "primary -5 %": ({"primary": -0.05}, None),
    "+20 %, guardrail at its margin (-5 %)": (UP | {"guardrail": -0.05}, None),
    "+20 %, guardrail beyond it (-10 %)": (UP | {"guardrail": -0.1}, None),
    "+20 %, guardrail without margin -10 %": (UP | {"bare": -0.1}, None),
    "+20 %, one secondary -10 %": (UP | {"secondary": -0.1}, None),
    "+20 %, one secondary -20 %": (UP | {"secondary": -0.2}, None),
    "no effect, 2 % of B's zeros blank": ({}, "blank"),
    "no effect, 5 % of B lost, all zeros": ({}, "lost"),
    "no effect, 55:45 then 45:55, rates .15 and .25": ({}, 0.45),
    "the same, 52:48 then 48:52": ({}, 0.48),
}
DAYS = 14
SIZES = [2000, 20_000]
Z = stats.norm.isf(0.025)


def score_difference(x0, n0, x1, n1):
    pooled = (x0 + x1) / (n0 + n1)
    variance = pooled * (1 - pooled) * (1 / n0 + 1 / n1) * (n0 + n1) / (n0 + n1 - 1)
    return (x1 / n1 - x0 / n0) / numpy.sqrt(variance)


def score_ratio(x0, n0, x1, n1, r):
    """Z of p1 - r p0 with the likelihood maximised where p1 = r p0, by Newton's method from the pooled value."""
    p = (x0 + x1) / (n0 + r * n1)
    for _ in range(30):
        slope = (x0 + x1) / p - (n0 - x0) / (1 - p) - r * (n1 - x1) / (1 - r * p)
        curve = -(x0 + x1) / p**2 - (n0 - x0) / (1 - p) ** 2 - r**2 * (n1 - x1) / (1 - r * p) ** 2
        p = p - slope / curve
    variance = (r * p * (1 - r * p) / n1 + r**2 * p * (1 - p) / n0) * (n0 + n1) / (n0 + n1 - 1)
    return (x1 / n1 - r * x0 / n0) / numpy.sqrt(variance)


def any_holm(p, alpha):
    """Which of the columns Holm's procedure rejects."""
    order = numpy.argsort(p, axis=1)
    ordered = numpy.take_along_axis(p, order, axis=1)
    adjusted = numpy.maximum.accumulate(ordered * numpy.arange(p.shape[1], 0, -1), axis=1)
    found = numpy.empty_like(adjusted)
    numpy.put_along_axis(found, order, adjusted, axis=1)
    return found < alpha


def summed(counts):
    """Of all days, where counts are by day."""
    return counts.sum(axis=1) if counts.ndim > 1 else counts


def doubled(lower, upper):
    return numpy.minimum(1, 2 * numpy.minimum(lower, upper))


def counts(draw, rate, units, with_trait):
    """Kept and successes of one metric in one variant."""
    slope = numpy.sqrt(CORRELATION * rate * (1 - rate) / (TRAIT * (1 - TRAIT)))
    kept = ones = 0
    for group, probability in [(with_trait, rate + (1 - TRAIT) * slope), (units - with_trait, rate - TRAIT * slope)]:
        seen = group - draw.binomial(group, MISSING)
        kept = kept + seen
        ones = ones + draw.binomial(seen, probability)
    return kept, ones


def days_fail(units):
    """Every run of consecutive days but the whole, by the normal approximation of the hypergeometric."""
    treated, both = units[1], units[0] + units[1]
    total, all_units = treated.sum(axis=1), both.sum(axis=1)
    f = total / all_units
    p = []
    for first in range(DAYS):
        for last in range(first, DAYS):
            if last - first + 1 == DAYS:
                continue
            group, own = both[:, first : last + 1].sum(axis=1), treated[:, first : last + 1].sum(axis=1)
            variance = group * f * (1 - f) * (all_units - group) / (all_units - 1)
            p.append(2 * stats.norm.sf(numpy.abs(own - group * f) / numpy.sqrt(variance)))
    return numpy.min(p, axis=0) * len(p) < 0.001


def stratified(ones, kept, ratio=1.0):
    """Z of the difference of post-stratified means, or of one from a multiple: days by their share of all kept units."""
    share = (kept[0] + kept[1]) / (kept[0] + kept[1]).sum(axis=1, keepdims=True)
    rates = [x / n for x, n in zip(ones, kept)]
    parts = [(share**2 * p * (1 - p) / (n - 1)).sum(axis=1) for p, n in zip(rates, kept)]
    return (share * (rates[1] - ratio * rates[0])).sum(axis=1) / numpy.sqrt(parts[1] + ratio**2 * parts[0])


def ratio_fails(units):
    total = units[0] + units[1]
    return doubled(stats.binom.cdf(units[1], total, 0.5), stats.binom.sf(units[1] - 1, total, 0.5)) < 0.001


def composition_fails(draw, units):
    """Every value of every attribute by the normal approximation of the hypergeometric; of two values one is enough."""
    p = []
    for values in ATTRIBUTES:
        weights = 1 / numpy.arange(1, values + 1)
        arms = [draw.multinomial(n, weights / weights.sum()) for n in units]
        for value in range(1 if values == 2 else values):
            group, all_units = arms[0][:, value] + arms[1][:, value], units[0] + units[1]
            f = units[1] / all_units
            variance = group * f * (1 - f) * (all_units - group) / (all_units - 1)
            p.append(2 * stats.norm.sf(numpy.abs(arms[1][:, value] - group * f) / numpy.sqrt(variance)))
    return numpy.min(p, axis=0) * len(p) < 0.001


def alike(answers):
    """Whether an answer is the same everywhere, and depends on no correction: NaN where it does."""
    return numpy.all([a == answers[0] for a in answers], axis=0)


def answered(z, alpha, tests, two_sided):
    """1, -1 or 0; NaN where a correction among so many tests could decide."""
    p = 2 * stats.norm.sf(numpy.abs(z)) if two_sided else stats.norm.sf(z)
    return numpy.where(p >= alpha, 0.0, numpy.where(p < alpha / tests, numpy.sign(z), numpy.nan))


def missing_fails(kept, ones, missing, level, tests, has_margin):
    """Fisher's test doubled; void only if trimming the excess changes an answer: difference, margin or harm."""
    all0, all1 = kept[0] + missing[0], kept[1] + missing[1]
    total = missing[0] + missing[1]
    law = all0 + all1, total, all1
    mean, sd = stats.hypergeom.mean(*law), stats.hypergeom.std(*law)
    distance = numpy.abs(missing[1] - mean) / sd
    differs = distance > 7  # the tail is computed where it is near the level
    far = numpy.flatnonzero((distance > 2.5) & ~differs)
    law = [part[far] for part in law]
    lower, upper = stats.hypergeom.cdf(missing[1][far], *law), stats.hypergeom.sf(missing[1][far] - 1, *law)
    differs[far] = doubled(lower, upper) < level
    share = [kept[0] / all0, kept[1] / all1]
    is_control = share[0] > share[1]
    more_kept, more_ones = numpy.where(is_control, kept[0], kept[1]), numpy.where(is_control, ones[0], ones[1])
    less_kept, less_ones = numpy.where(is_control, kept[1], kept[0]), numpy.where(is_control, ones[1], ones[0])
    excess = numpy.abs(share[0] - share[1]) / numpy.maximum(*share)
    p, other, left = more_ones / more_kept, less_ones / less_kept, more_kept * (1 - excess)
    decided = numpy.ones(len(p), bool)
    scenes = [(numpy.maximum(0, p - excess) / (1 - excess), left), (numpy.minimum(1, p / (1 - excess)), left), (p, more_kept)]
    sides = []
    for end, units in scenes:
        zero, one = numpy.where(is_control, end, other), numpy.where(is_control, other, end)
        zero_units, one_units = numpy.where(is_control, units, less_kept), numpy.where(is_control, less_kept, units)
        sides.append((zero, zero * (1 - zero) / zero_units, one, one * (1 - one) / one_units))

    def statistic(ratio):
        return [(one - ratio * zero) / numpy.sqrt(of_one + ratio**2 * of_zero) for zero, of_zero, one, of_one in sides]

    difference = statistic(1.0)
    decided &= alike([answered(z, 0.05, tests, True) for z in difference])
    decided &= alike([answered(-z, 0.01, tests, False) for z in difference])
    if has_margin:
        decided &= alike([answered(z, 0.05, tests, False) for z in statistic(1 - MARGIN)])
    return differs, differs & ~decided


def outcomes(draw, truth, panel, size):
    """Shares of ship, trade-off, don't ship, inconclusive, void, and of found missingness."""
    lifts, breakage = TRUTHS[truth]
    roles = PANELS[panel]
    halves = isinstance(breakage, float)
    splits = numpy.repeat([breakage, 1 - breakage] if halves else [0.5, 0.5], DAYS // 2)
    rates = numpy.repeat([0.15, 0.25] if halves else [RATE, RATE], DAYS // 2)
    treated = draw.binomial(2 * size // DAYS, splits, (RUNS, DAYS))
    units = [2 * size // DAYS - treated, treated]
    trait = [draw.binomial(n, TRAIT) for n in units]
    kept, ones, missing = [], [], []
    for index, role in enumerate(roles):
        lift = lifts.get(role, 0) if roles.index(role) == index else 0
        if role == "secondary" and not halves:  # they need no days
            both = [
                counts(draw, RATE * (1 + (lift if arm else 0)), units[arm].sum(axis=1), trait[arm].sum(axis=1))
                for arm in (0, 1)
            ]
        else:
            both = [counts(draw, rates * (1 + (lift if arm else 0)), units[arm], trait[arm]) for arm in (0, 1)]
        kept.append([both[0][0], both[1][0]])
        ones.append([both[0][1], both[1][1]])
        missing.append([units[arm].sum(axis=1) - summed(both[arm][0]) for arm in (0, 1)])
    if breakage == "blank":
        blank = draw.binomial(kept[0][1] - ones[0][1], 0.02)
        kept[0][1], missing[0][1] = kept[0][1] - blank, missing[0][1] + blank.sum(axis=1)
    if breakage == "lost":
        lost = draw.binomial(units[1], 0.05)
        units[1] = units[1] - lost
        for index in range(len(roles)):
            own = lost if kept[index][1].ndim > 1 else lost.sum(axis=1)
            gone = draw.binomial(own, MISSING)
            missing[index][1] = missing[index][1] - summed(gone)
            kept[index][1] = kept[index][1] - (own - gone)
    watched = [i for i, role in enumerate(roles) if role != "secondary"]
    margins = [i for i in watched if roles[i] == "guardrail"]
    by_day = numpy.array([stratified(ones[i], kept[i]) for i in watched]).T
    within_by_day = {i: stratified(ones[i], kept[i], 1 - MARGIN) > stats.norm.isf(0.05) for i in margins}
    void = days_fail(units)
    units = [n.sum(axis=1) for n in units]
    for part in (kept, ones):
        for index, pair in enumerate(part):
            part[index] = [summed(x) for x in pair]

    others = [i for i, role in enumerate(roles) if role == "secondary"]
    z = numpy.array([score_difference(ones[i][0], kept[i][0], ones[i][1], kept[i][1]) for i in range(len(roles))]).T
    harm = any_holm(stats.norm.cdf(z[:, watched]), 0.01) & any_holm(stats.norm.cdf(by_day), 0.01)
    side = any_holm(stats.norm.cdf(z[:, others]), 0.025).any(axis=1) if others else numpy.zeros(RUNS, bool)
    within = {
        i: (score_ratio(ones[i][0], kept[i][0], ones[i][1], kept[i][1], 1 - MARGIN) > stats.norm.isf(0.05)) & within_by_day[i]
        for i in margins
    }
    found = [missing_fails(kept[i], ones[i], missing[i], 0.001 / len(watched), len(watched), i in margins) for i in watched]
    void = void | ratio_fails(units) | composition_fails(draw, units) | numpy.any([fails for _, fails in found], axis=0)

    result = numpy.full(RUNS, "ship", dtype=object)
    result[numpy.array(["bare" in roles] * RUNS)] = "trade-off"
    result[side] = "trade-off"
    for i in margins:
        result[within[i] & harm[:, watched.index(i)]] = "trade-off"
    for i in margins:
        result[~within[i]] = "inconclusive"
    gain = (z[:, 0] > Z) & (by_day[:, 0] > Z)  # in all units and in strata by day
    result[~gain] = "inconclusive"
    result[(z[:, 0] < -Z) & (by_day[:, 0] < -Z)] = "don't ship"  # no benefit: the whole interval is below 0
    for position, i in enumerate(watched):
        stops = harm[:, position] & (~within[i] | ~gain if i in within else True)
        result[stops] = "don't ship"
    result[void] = "void"
    shares = {word: float(numpy.mean(result == word)) for word in ["ship", "trade-off", "don't ship", "inconclusive", "void"]}
    return shares, float(numpy.mean(numpy.any([differs for differs, _ in found], axis=0)))


def main():
    draw = numpy.random.default_rng(41)
    cases = []
    for truth, (lifts, _) in TRUTHS.items():
        for size in SIZES:
            for panel, roles in PANELS.items():
                if any(role not in roles for role in lifts):
                    continue
                print(truth, panel, size, flush=True)
                shares, differs = outcomes(draw, truth, panel, size)
                cases.append({
                    "truth": truth, "panel": panel, "units": size, "runs": RUNS, **shares, "missing differs": differs,
                })
    write(__file__, ["numpy", "scipy"], "score tests on simulated counts, the rule of decision in NumPy", cases)


if __name__ == "__main__":
    main()
