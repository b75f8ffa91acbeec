"""Contrasts of two variants from their values and variances: Welch-Satterthwaite df, p-values and intervals in mpmath."""

from mpmath import inf, mpf, sqrt

from reference import normal_isf, normal_sf, t_isf, t_sf

LEVELS = [0.8, 0.9, 0.95, 0.99, 0.999]


def satterthwaite(parts):
    """Degrees of freedom of a sum of independent variances, given as (variance, its df)."""
    total = sum(variance for variance, _ in parts)
    return total**2 / sum(variance**2 / df for variance, df in parts)


def upper_tail(statistic, df):
    return normal_sf(statistic) if df == inf else t_sf(statistic, df)


def critical_value(level, df):
    q = (1 - mpf(level)) / 2
    return normal_isf(q) if df == inf else t_isf(q, df)


def absolute_contrast(value0, variance0, df0, value1, variance1, df1, null=0, levels=LEVELS):
    """treatment - control - null with Welch's t; variances are those of the values."""
    variance0, variance1 = mpf(variance0), mpf(variance1)
    difference = mpf(value1) - mpf(value0)
    error = sqrt(variance0 + variance1)
    df = satterthwaite([(variance0, mpf(df0)), (variance1, mpf(df1))])
    t = (difference - mpf(null)) / error
    upper = upper_tail(t, df)
    lower = upper_tail(-t, df)
    intervals = []
    for level in levels:
        half = critical_value(level, df) * error
        intervals.append({"level": level, "lower": difference - half, "upper": difference + half})
    return {
        "difference": difference,
        "standardError": error,
        "df": df,
        "null": null,
        "t": t,
        "pTwoSided": 2 * min(upper, lower),
        "pGreater": upper,
        "pLess": lower,
        "intervals": intervals,
    }
