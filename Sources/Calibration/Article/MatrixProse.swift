extension MatrixArticle {
  /// What the page says in words, apart from what is counted.
  package var prose: [String] { [introduction, findings, axes, reading] }

  var introduction: String {
    """
    # Composition matrix

    The method for every metric with every adjustment, unit of assignment, inference, scale and question, and how often it errs.

    ## Overview

    Each cell is a spec that a user could write. For each, experiments whose true effect is known are simulated and analyzed by
    the program itself, from the sums of every variant to the verdict. Only the engine that forms the sums is replaced. `make calibrate`
    writes the page with seed \(calibration.seed), \(runs) experiments without an effect and \(runs) with a lift of
    \(signedPercent(Calibration.matrixLift)) for each cell. The same seed gives the same figures on any number of threads.
    For the number of units needed on less well-behaved data, see <doc:Calibration>.
    """
  }

  var findings: String {
    """
    ## Findings

    - Fixed tests and intervals for units, for clusters and for twenty clusters in a variant have their nominal error rates with
      every adjustment, on every scale, for every question. Of more than a thousand rates two are too large, as many as chance
      would mark: a claim about rare events in twenty clusters, and the lift of an adjusted share without the event. If few
      clusters leave a wide interval, equivalence is found more rarely than it could be (▽), which is not misleading.
    - With five clusters in a variant the randomization test decides, which keeps its level. The t intervals and the
      bias-reduced intervals (CR2) then contain the true effect in 93 to 95 % of experiments. There is nothing left to adjust.
      A bootstrap, a quantile, a time to an event and a dose have no answer there: before these were refused, quantiles with five
      clusters erred in 8 to 27 % of experiments, and dose curves in up to 14 %.
    - Rare events are compared by an exact test, which errs less than its level because counts are discrete. So do Fisher's test
      and a randomization test of repeated values. With sixty units and two events, a bootstrap refuses in two of three
      experiments, and errs in 7 to 10 % of the others.
    - For the lift of a proportion with sixty units, the coverage of a bootstrap is a point too low. Its type I error for a mean
      without adjustment is marked too, but another seed gives 5.2 %: among hundreds of rates, chance would mark one.
    """
  }

  var axes: String {
    """
    ## Axis by axis

    The method is the one that gives the verdict; ▲ and ▽ are explained below. Designs that are not
    available yet are marked "\(Self.later)". Presets such as `cpc` are covered by the types that they expand to. A day of retention
    and a step of a funnel become proportions of units before anything is compared, so they are marked "as \(MatrixKind.all[0].name)".
    """
  }

  var reading: String {
    """
    ## How to read the tables

    - **The data**: units differ in a number that is known before exposure (the covariate, with noise), in one of two strata, and
      in something unknown. Together these make an outcome between 0.2 and 1.8 times the usual one. Amounts are sums of four
      exponential numbers and counts are Poisson. Conversions happen to 30 % of units, rare events to 3 %. Sessions are 1 + Poisson,
      more for larger covariates. Times to an event are exponential, and half of the units are not followed to the horizon. Doses
      are those of the two variants. Clusters have \(MatrixUnits.clusterSizes.lowerBound) to \(MatrixUnits.clusterSizes.upperBound) units with the same number, stratum and unknown part.
    - **units**: what is assigned, and how many of them each variant has.
    - **path**: metric, adjustment, unit, method and design of the absolute difference, as the results print them. If the
      adjustment in a path is `none` where one was requested, there are too few units for it, and the program prints a warning.
    - **type I error**: the share of experiments without an effect in which the verdict is that there is one, ± its Monte Carlo
      standard error, after the method that gives the verdict. The nominal rate is 5 %.
    - **coverage**: the share of intervals that contain the true effect, after the method of the interval. The nominal rate is
      95 %.
    - **minimum-effect**, **non-inferiority**, **equivalence**, **claim**: the question is about exactly the true effect, so every
      "better", "non-inferior", "equivalent" and "refuted" is an error. The nominal rate is 2.5 % for a minimum effect and 5 % for
      the others.
    - **also reported**: another method that has a row and an interval of its own, as for few clusters: its type I error; its
      coverage.
    - **▲** marks more errors than \(shortNumber(Rate.band)) Monte Carlo standard errors allow, **▽** fewer. Of rates that are exactly nominal, one
      in 370 would be marked.
    - Bootstrap and randomization tests draw \(MatrixCell.replicates) times, which makes the attainable level 4.96 %. With a bootstrap, questions other
      than "no difference" are answered from the same replicates as the interval; with a randomization test, by the t statistic.
    - "as without": there are too few units for any adjustment, so the answers are those of the line without adjustment.
    """
  }
}
