extension ErrorArticle {
  /// What the page says in words, apart from what is counted.
  package var prose: [String] { [introduction, findings, reading] }

  var introduction: String {
    """
    # How often the decision errs

    The outcomes that the program gives in simulated experiments whose truth is known, beside the bounds that it prints.

    ## Overview

    A report prints with its decision how often such decisions are wrong at most. Here experiments are simulated whose truth is
    known, and the program itself analyzes and decides them, from the sums of every variant to the sentence. Only the engine that
    forms the sums is replaced. `make calibrate` writes the page with seed \(calibration.seed); the same seed gives the same figures on
    any number of threads. For single tests and intervals, see <doc:Calibration> and <doc:CompositionMatrix>; for the rule, see
    <doc:decision>.
    """
  }

  var findings: String {
    """
    ## Findings

    - Every promise is kept in every cell, up to chance. Experiments whose primary metric does not improve are shipped in at most
      2.5 %, those with a guardrail at its margin in 5 %, and with a guardrail twice as far below in less than 1 %.
    - Guardrails without enough units leave good experiments open: with 2,000 units in a variant and three guardrails, a true +20 %
      is shipped in 3 % instead of 85 %. The report says which power every test needs. With a guardrail that has no margin nothing is
      shipped: the report asks for the margin.
    - Gates find what a test at 0.1 % can find. If 5 % of a variant is lost, all of them units that did nothing, then with 2,000
      units in a variant few experiments are void, and about one in eight is shipped; with 20,000 nearly all are void. This is why
      a passed gate says how large a loss it would have seen.
    - If 2 % of one variant's failures have no value, the outcome is void if that could change the answer. With 2,000 units it
      could in one of five experiments.
    - A split that changes from day to day is void where the days show it. Where they do not, superiority must also hold
      within the days, so that such experiments are shipped no more often than those without an effect.
    - Clusters of unequal size err in 4 to 6 % of experiments instead of 6 to 10 % with the delta method, in all units and
      inside segments.
    - Of skewed data without a difference, one is found in about 5 % of experiments or fewer, where Welch's test of a small variant
      finds one in up to 90 %. The price is that a small variant of such data is hardly ever found to be worse.
    """
  }

  var reading: String {
    """
    Each line is something that must not be said too often while it is false. **found** is the largest share of
    experiments in any of the **cells** that can break the promise, ± its Monte Carlo standard error, and **where** is that cell. ▲ counts
    cells above the promise by more than \(shortNumber(Rate.band)) Monte Carlo errors; of rates exactly at the bound, one in 740 would be
    counted.
    """
  }
}
