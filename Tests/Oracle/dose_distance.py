"""Two doses of a fitted curve: each null value by the distance to the nearest coefficients that meet it (conditions of Lagrange)."""

import numpy as np
from scipy import optimize
from scipy.special import expit


class TwoDoses:
    """`designs` are the rows of all units at the two doses, `counts` how many units each row stands for."""

    def __init__(self, beta, covariance, designs, logit, counts=None):
        self.beta, self.covariance, self.designs, self.logit = beta, covariance, designs, logit
        self.weights = np.ones(len(designs[0])) if counts is None else np.asarray(counts, float)
        self.weights = self.weights / self.weights.sum()
        (self.zero, slope0), (self.one, slope1) = self.expected(beta)
        self.absolute = self.error(slope1 - slope0)
        self.relative = self.error(slope1 / self.one - slope0 / self.zero)
        contrast = designs[1][0] - designs[0][0]
        self.z = contrast @ beta / self.error(contrast)

    def error(self, gradient):
        return float(np.sqrt(gradient @ self.covariance @ gradient))

    def expected(self, coefficients):
        """The mean outcome at both doses, and its gradient."""
        found = []
        for x in self.designs:
            p = expit(x @ coefficients) if self.logit else x @ coefficients
            slope = p * (1 - p) if self.logit else np.ones_like(p)
            found.append((self.weights @ p, (x * slope[:, None] * self.weights[:, None]).sum(axis=0)))
        return found

    def distance(self, constraint):
        def conditions(unknown):
            coefficients, multiplier = unknown[:-1], unknown[-1]
            value, gradient = constraint(*self.expected(coefficients))
            return np.append(coefficients - self.beta + multiplier * self.covariance @ gradient, value)

        solution = optimize.root(conditions, np.append(self.beta, 0.0), tol=1e-14).x
        return solution[-1] * self.error(constraint(*self.expected(solution[:-1]))[1])

    def interval(self, constraint, center, step, critical, transform=lambda x: x):
        """Where the distance is critical, on either side of the estimate."""
        ends = []
        for side in (-1, 1):
            def excess(x):
                return abs(self.distance(constraint(transform(x)))) - critical

            far = center + side * step
            while excess(far) < 0:
                far += side * step
            ends.append(transform(optimize.brentq(excess, *sorted((far - side * step, far)), xtol=1e-14)))
        return ends

    def intervals(self, critical):
        """Of the difference, the ratio and, of probabilities, the odds ratio."""

        def difference(delta):
            return lambda low, high: (high[0] - low[0] - delta, high[1] - low[1])

        def ratio(r):
            return lambda low, high: (high[0] - r * low[0], high[1] - r * low[1])

        def odds(omega):
            def constraint(low, high):
                weights = [1 / (p * (1 - p)) for p in (low[0], high[0])]
                logits = [np.log(p / (1 - p)) for p in (low[0], high[0])]
                return logits[1] - logits[0] - np.log(omega), weights[1] * high[1] - weights[0] * low[1]

            return constraint

        found = {
            "absolute": self.interval(difference, self.one - self.zero, self.absolute, critical),
            "relative": self.interval(ratio, np.log(self.one / self.zero), self.relative, critical, np.exp),
        }
        if self.logit:
            center = np.log(self.one / (1 - self.one)) - np.log(self.zero / (1 - self.zero))
            found["odds-ratio"] = self.interval(odds, center, self.relative, critical, np.exp)
        return found
