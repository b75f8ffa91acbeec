"""Randomization tests of matched pairs (SciPy) and of switchback sequences (every toss, numpy)."""

import itertools

import numpy as np
from scipy import stats

from oracle_table import write

random = np.random.default_rng(5)
cases = []
for pairs, shift in ((6, 1.0), (10, 0.6), (8, 0.0)):
    control = np.round(random.normal(10, 3, pairs), 2)
    variant = np.round(control + random.normal(shift, 1, pairs), 2)
    # The mean difference of flipped pairs orders them as its studentized value does.
    test = stats.permutation_test(
        (variant, control), lambda x, y, axis: np.mean(x - y, axis=axis), permutation_type="samples", n_resamples=np.inf,
        vectorized=True)
    rows = [[f"p{i}", "old", control[i]] for i in range(pairs)] + [[f"p{i}", "new", variant[i]] for i in range(pairs)]
    cases.append({"assignment": "matched-pairs", "rows": rows, "assignments": 2**pairs, "p": test.pvalue})


def studentized(values, labels, groups):
    """Z of the post-stratified difference; its variance is that of the weighted means plus that of the weights."""
    n = len(values)
    means, own, weights = np.zeros((len(groups), 2)), [0.0, 0.0], []
    for g, rows in enumerate(groups):
        weights.append(len(rows) / n)
        for side in (0, 1):
            y = values[rows][labels[rows] == side]
            means[g, side] = y.mean()
            own[side] += weights[-1] ** 2 * y.var(ddof=1) / len(y)
    w, d = np.array(weights), means[:, 1] - means[:, 0]
    between = (w * (d - w @ d) ** 2).sum() / n
    return w @ d / np.sqrt(sum(own) + between)


for sequences, blocks in ((5, 6), (7, 8)):
    groups = [np.arange(s * blocks, (s + 1) * blocks) for s in range(sequences)]
    labels = np.concatenate([(np.arange(blocks) + random.integers(2)) % 2 for _ in groups])
    values = np.round(np.repeat(random.normal(20, 4, sequences), blocks) + random.normal(0, 1, len(labels)) + 0.7 * labels, 2)
    observed = abs(studentized(values, labels, groups))
    hits = total = 0
    for toss in itertools.product((0, 1), repeat=sequences):
        drawn = labels ^ np.repeat(toss, blocks)
        hits += abs(studentized(values, drawn, groups)) >= observed * (1 - 1e-9)
        total += 1
    rows = [[f"s{i // blocks}", "new" if labels[i] else "old", values[i]] for i in range(len(labels))]
    cases.append({"assignment": "switchback", "rows": rows, "assignments": total, "p": hits / total})
write(
    __file__, ["scipy", "numpy"], "scipy.stats.permutation_test(permutation_type='samples'); every toss by itertools", cases)
