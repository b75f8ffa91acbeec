"""The graphical procedure as what it abbreviates: closed testing with the weights of every intersection, in fractions."""

from fractions import Fraction
from itertools import combinations
from random import Random

from oracle_table import write


def remaining_weights(weights, transitions, members):
    """Weights of an intersection hypothesis: all others are taken out of the graph, in the order of the family."""
    w, g, left = list(weights), [list(row) for row in transitions], list(range(len(weights)))
    for out in (j for j in range(len(weights)) if j not in members):
        left.remove(out)
        h = [list(row) for row in g]
        for a in left:
            w[a] += w[out] * g[out][a]
            for b in left:
                denominator = 1 - g[a][out] * g[out][a]
                h[a][b] = (g[a][b] + g[a][out] * g[out][b]) / denominator if a != b and denominator else Fraction(0)
        g = h
    return {j: w[j] for j in left}


def adjusted(weights, transitions, p):
    values = [Fraction(0)] * len(p)
    for size in range(1, len(p) + 1):
        for members in combinations(range(len(p)), size):
            w = remaining_weights(weights, transitions, set(members))
            value = min([p[j] / w[j] for j in members if w[j]] + [Fraction(1)])
            for j in members:
                values[j] = max(values[j], value)
    return values


def tenth(*values):
    return [Fraction(str(value)) for value in values]


GATE = (tenth(0.5, 0.5, 0, 0), [tenth(0, 0.5, 0.5, 0), tenth(0.5, 0, 0, 0.5), tenth(0, 1, 0, 0), tenth(1, 0, 0, 0)])
GRAPHS = {
    "Methods/multiplicity": GATE,
    "fixed sequence": (tenth(1, 0, 0), [tenth(0, 1, 0), tenth(0, 0, 1), tenth(0, 0, 0)]),
    "fallback": (tenth(0.4, 0.3, 0.3), [tenth(0, 1, 0), tenth(0, 0, 1), tenth(0, 0, 0)]),
    "holm": ([Fraction(1, 4)] * 4, [[Fraction(0 if i == j else 1, 3) for j in range(4)] for i in range(4)]),
    "bonferroni": (tenth(0.2, 0.3, 0.5), [tenth(0, 0, 0)] * 3),
    "loop that keeps its weight": (tenth(0.6, 0.4, 0), [tenth(0, 1, 0), tenth(1, 0, 0), tenth(0.5, 0.5, 0)]),
    "parallel gate": (
        tenth(0.5, 0.5, 0, 0, 0),
        [tenth(0, 0, 0.5, 0.25, 0.25), tenth(0, 0, 0, 0.5, 0.5), tenth(0, 0, 0, 0.9, 0.1), tenth(0, 0, 0.3, 0, 0.7), tenth(0.2, 0.2, 0.2, 0.2, 0)],
    ),
    "leaking": (tenth(0.3, 0.2, 0.1), [tenth(0, 0.5, 0.2), tenth(0.1, 0, 0.3), tenth(0.4, 0.4, 0)]),
}
P_VALUES = {"Methods/multiplicity": [[0.011, 0.030, 0.018, 0.041], [0.011, 0.060, 0.010, 0.041]], "fixed sequence": [[0.01, 0.2, 0.001]]}

random, cases = Random(10), []
for name, (weights, transitions) in GRAPHS.items():
    size = len(weights)
    families = P_VALUES.get(name, []) + [[round(random.random() ** 4, 5) for _ in range(size)] for _ in range(4)] + [[0.02] * size]
    for p in families:
        values = adjusted(weights, transitions, tenth(*p))
        cases.append(
            {
                "name": name,
                "weights": [float(w) for w in weights],
                "transitions": [[float(g) for g in row] for row in transitions],
                "p": p,
                "adjusted": [float(min(value, 1)) for value in values],
            }
        )

write(
    __file__,
    [],
    "closed testing: adjusted p_i = max over sets J with i of min over j in J of p_j/w_j(J), w(J) by taking out all others",
    cases,
)
