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
