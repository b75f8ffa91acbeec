extension MatrixArticle {
  /// What the page says in words, apart from what is counted.
  package var prose: [String] { [introduction, findings, axes, reading] }

  var introduction: String {
    """
    # Composition matrix

    Every metric with every adjustment, unit of assignment, inference, scale and question: its method, and how often it errs.

    ## Overview

    Each cell is a spec that a user could write. Experiments whose truth is known are simulated for it and analyzed by the
    program itself, from the sums of every variant to the verdict; only the engine that forms the sums is replaced. `make calibrate`
    writes the page, with seed \(calibration.seed) and \(runs) experiments without an effect and \(runs) with a lift of
    \(signedPercent(Calibration.matrixLift)) for each cell; the same seed gives the same figures on any number of threads.
    How many units it takes on data that are less kind is the subject of <doc:Calibration>.
    """
  }

  var findings: String {
    """
    ## What the tables say

    - Fixed tests and intervals of units, of clusters and of twenty clusters in a variant err as often as they promise, with every
      adjustment, on every scale, for every question: of more than a thousand rates two are too large, those of a claim about rare
      events in twenty clusters and of a lift of an adjusted share without the event, as many as chance would mark. Where few clusters leave a wide interval, equivalence is found more rarely than it might be (▽), which
      misleads nobody.
    - Five clusters in a variant are decided by the randomization test, which keeps its level. The t intervals and
      the careful ones beside them (CR2) then hold the truth in 93 to 95 %. Nothing is left to adjust there, and a
      bootstrap, a quantile, a time to an event and a dose have no answer: before they were refused, quantiles of five clusters erred in 8 to 27 %,
      and curves of doses in up to 14 %.
    - Rare events are compared by an exact test, which errs less than it may because counts jump; so does Fisher's test, and a
      randomization test of values that repeat. A bootstrap of sixty units with two events refuses in two of three
      experiments, and errs in 7 to 10 % of the others.
    - A bootstrap of the lift of a proportion of sixty units holds the truth a point too rarely. Its type I error of a mean
      without adjustment is marked too; there another seed finds 5.2 %, so that it is what one of hundreds of rates is by
      chance.
    """
  }

  var axes: String {
    """
    ## Axis by axis

    The method is the one that gives the verdict; ▲ and ▽ are explained below. Designs that are not
    built yet read "\(Self.later)". Presets such as `cpc` are the types that they expand to. A day of retention and a step of a
    funnel are proportions of units before anything is compared, so that they read "as \(MatrixKind.all[0].name)".
    """
  }

  var reading: String {
    """
    ## How to read the tables

    - **The data**: units differ in a number that is known before (the covariate, with noise), in a stratum of two, and in something
      unknown; together these make an outcome between 0.2 and 1.8 times the usual one. Amounts are sums of four exponential
      numbers, counts Poisson, conversions happen to 30 %, rare events to 3 %, sessions are 1 + Poisson and more where the
      covariate is larger. Times to an event are exponential, of which half of the units are not watched to the horizon. Doses are
      those of the two variants. Clusters have \(MatrixUnits.clusterSizes.lowerBound) to \(MatrixUnits.clusterSizes.upperBound) units, which share number, stratum and the unknown.
    - **units**: what is assigned, and how many there are in each variant.
    - **path**: metric, adjustment, unit, method and design as the results print them, of the absolute difference. A cell whose
      adjustment reads `none` has too few units for it; the program says so by a warning.
    - **type I error**: the share of experiments without an effect in which the verdict is that there is one, with the
      method that gives the verdict, ± its Monte Carlo standard error. Nominal is 5 %.
    - **coverage**: the share of intervals that hold the true effect, with the method of the interval. Nominal is 95 %.
    - **minimum-effect**, **non-inferiority**, **equivalence**, **claim**: the question is about the true effect itself, so every
      "better", "non-inferior", "equivalent" and "refuted" is an error. Nominal are 2.5 %, and 5 % for the others.
    - **beside it**: the row of another method with an interval of its own, as for few clusters: its type I error; its coverage.
    - **▲** marks more errors than \(shortNumber(Rate.band)) Monte Carlo errors allow, **▽** fewer. Of rates that are exactly nominal one in
      370 would be marked.
    - Bootstrap and randomization tests draw \(MatrixCell.replicates) times, which makes the attainable level 4.96 %. Questions beside "no difference"
      are answered from the same replicates as the interval of a bootstrap, and by the t statistic beside a randomization test.
    - "as without": too few units for any adjustment, so that the answers are those of the line without.
    """
  }
}
