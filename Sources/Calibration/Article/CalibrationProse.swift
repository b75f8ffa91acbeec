extension CalibrationArticle {
  /// What the page says in words, apart from what is counted.
  package var prose: [String] { [introduction, findings, sizes, reading] }

  var introduction: String {
    """
    # Calibration

    How often the tests and intervals err, measured by simulating experiments whose true effect is known.

    ## Overview

    A 95 % interval should miss the true effect in 5 % of experiments. A test at the 5 % level should find a difference in 5 %
    of experiments without one. With enough units every method achieves this. This page shows how many units are enough, on data
    from harmless to heavy-tailed, and what happens with fewer. `make calibrate` writes the page with
    seed \(calibration.seed) and gives the same page on any number of threads. A rate within \(shortNumber(Rate.band))
    Monte Carlo standard errors of the nominal rate can be explained by chance.
    """
  }

  var findings: String {
    """
    ## Findings

    - With even splits, no method that answers in most experiments errs much too often. With few units of skewed data it errs too
      rarely: the skew of the two variants cancels, and the remaining intervals are wider than necessary.
    - With a 95 : 5 split nothing cancels. A small variant of skewed data that lacks the rare large values has both a low mean and a
      small variance. Its shape is therefore pooled with that of the other variant, and it is hardly ever called worse.
    - If the few units of a variant are all equal, it has no variance of its own: twenty visitors without a conversion do not
      prove that nobody converts. If chance could have made them equal, the report gives the status `oneArmConstant` and no
      answer. For outcomes of 0 and 1 use a proportion, whose score test does not need a variance from the variant.
    - Score tests and intervals of proportions err in close to 5 % of experiments from 20 units in the smaller variant on. With
      few conversions nearly all these errors are on one side, and if hardly any conversion is expected they are far fewer.
    - Two units in a variant are never enough, whatever the method.
    """
  }

  var reading: String {
    """
    ## How to read the tables

    - **data**: the distribution of a unit's number. For ratios, a unit has 1 + Poisson(2) sessions that all have the same
      value, and the metric is the total value divided by the total number of sessions.
    - **control : variant**: units. Even and 95 : 5 splits have the same totals of 40, 400, 4,000 and 40,000 units.
    - **runs**: simulated experiments for each effect: no effect for the type I error, and the effects of the coverage columns.
    - **type I error**: the share of experiments without an effect in which the two-sided test at 5 % rejects, ± its Monte
      Carlo standard error, followed by the shares that call the variant **low / high**. The nominal values are 5 and 2.5 / 2.5.
    - **coverage**: the share of 95 % intervals that contain the true effect, followed by the shares that lie entirely **below /
      above** it. The nominal values are 95 and 2.5 / 2.5.
    - **▲** marks more errors than three Monte Carlo standard errors allow. **▽** marks fewer, which wastes units but is not
      misleading. Of rates that are exactly nominal, one in 370 would be marked.
    - **–** means that there were fewer than \(Rate.fewest) answers.
    - **no answer**: experiments in which the report gives a reason instead of numbers, over all effects, with the code of
      the reason. All other columns are shares of the experiments with an answer. If these are few, they are a selection.
    - **warned**: answers with a warning, by its code.
    """
  }

  var sizes: String {
    """
    The smallest number of units, control : variant, among the four sizes tried, from which on a method answers in at least
    \(percent(1 - SufficientSize.unanswered, decimals: 0)) % of the experiments and errs in at most \(percent(SufficientSize.tolerated, decimals: 0)) %, in type I error and coverage, at every effect that
    was tried.
    """
  }
}
