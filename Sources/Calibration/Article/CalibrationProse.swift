extension CalibrationArticle {
  /// What the page says in words, apart from what is counted.
  package var prose: [String] { [introduction, findings, sizes, reading] }

  var introduction: String {
    """
    # Calibration

    How often the tests and intervals err, found by simulating experiments whose truth is known.

    ## Overview

    A 95 % interval promises to miss the truth in 5 % of the experiments, and a test at the 5 % level to find a difference
    where there is none in 5 %. With enough units every method keeps the promise; this page shows how many are enough, on data
    from harmless to heavy-tailed, and what happens with fewer. `make calibrate` writes the page, with
    seed \(calibration.seed); the same seed gives the same page on any number of threads. A rate within \(shortNumber(Rate.band))
    Monte Carlo errors of the nominal one is what chance explains.
    """
  }

  var findings: String {
    """
    ## What the tables say

    - With even splits no method that answers in most experiments errs much too often. On skewed data it errs too rarely while
      units are few: the skew of the two variants cancels, and what remains are intervals that are wider than they need be.
    - With 95 : 5 nothing cancels. A small variant of skewed data is called worse far too often and better hardly ever, since a
      sample without the rare large values has both a low mean and a small variance. The warning `skewed` says so.
    - A variant whose few units are all alike has no variance of its own: twenty visitors without a conversion are no proof that
      none converts. Where chance can have made them alike, the status `oneArmConstant` stands in the place of an answer. For
      outcomes of 0 and 1 use a proportion, whose score test needs no variance from the variant.
    - Score tests and intervals of proportions err close to 5 % in total from 20 units in the smaller variant on, though
      with few conversions nearly all on one side, and much less than 5 % where a conversion is hardly to be expected.
    - Two units in a variant are an answer to nothing, whatever the method.
    """
  }

  var reading: String {
    """
    ## How to read the tables

    - **data**: the distribution of a unit's number. For ratios a unit has 1 + Poisson(2) sessions which are all worth the same
      number, and the metric is the total value over the total of sessions.
    - **control : variant**: units. Even and 95 : 5 splits have the same total of 40, 400, 4,000 and 40,000 units.
    - **runs**: simulated experiments for each effect: none for the type I error, and the effects of the coverage columns.
    - **type I error**: the share of experiments without an effect in which the two-sided test at 5 % rejects, ± its Monte
      Carlo standard error; beside it the shares that call the variant **low / high**. Nominal are 5 and 2.5 / 2.5.
    - **coverage**: the share of 95 % intervals that hold the true effect; beside it the shares that lie wholly **below /
      above** it. Nominal are 95 and 2.5 / 2.5.
    - **▲** marks more errors than three Monte Carlo errors allow, **▽** fewer, which wastes units but misleads nobody. Of
      rates that are exactly nominal one in 370 would be marked.
    - **–** stands for a rate of fewer than \(Rate.fewest) answers.
    - **no answer**: experiments for which the report gives a reason instead of numbers, over all effects, with the code of
      the reason. All other columns are shares of the experiments with an answer, which few answers make a selection.
    - **warned**: answers with a warning, by its code. `skewed` compares third moments with their normal value, and can
      only see the skew that the sample shows.
    """
  }

  var sizes: String {
    """
    The fewest units, control : variant, of the four sizes that were tried, from which on a method answers in at least
    \(percent(1 - SufficientSize.unanswered, decimals: 0)) % of the experiments and errs in at most \(percent(SufficientSize.tolerated, decimals: 0)) %, in type I error and coverage, at every effect that
    was tried.
    """
  }
}
