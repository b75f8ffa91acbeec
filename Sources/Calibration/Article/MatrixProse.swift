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

    - Tests, intervals and the answers to all questions have their nominal error rates for units, for clusters and for twenty clusters
      in a variant, with every adjustment, on every scale; so have the bootstrap with sixty units or twenty clusters, and the
      randomization test. Of nearly two thousand rates three are marked as too large (▲), as many as chance would mark: two
      intervals with five clusters, and the lift of an adjusted share without the event.
    - With five clusters in a variant the randomization test decides, which keeps its level. The t intervals and the
      bias-reduced intervals (CR2) then contain the true effect in 93 to 95 % of experiments. There is nothing left to adjust.
      A bootstrap, a quantile, a time to an event and a dose have no answer there: before these were refused, quantiles with five
      clusters erred in 8 to 27 % of experiments, and dose curves in up to 14 %.
    - Fewer errors than the nominal rate (▽) have reasons that mislead nobody: rare events are compared by exact tests, whose counts
      are discrete, as are Fisher's test and a randomization test of repeated values; and where few clusters leave a wide interval,
      equivalence is found more rarely than it could be.
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
