/// The correction for several comparisons (Methods/multiplicity).
public enum Correction: String, Sendable, CaseIterable {
  /// By the role of the metrics: Dunnett or Holm for primary ones, Benjamini-Hochberg for the others.
  case auto
  case none
  case bonferroni
  case holm
  case hochberg
  case benjaminiHochberg = "bh"
  case benjaminiYekutieli = "by"
  case dunnett
  /// By the largest statistic of replicates that all metrics share.
  case maxT = "max-t"
  /// Shares of the error that a rejected hypothesis passes on.
  case graph
}

/// What error a family is protected against.
public enum FamilyControl: String, Sendable, CaseIterable {
  /// One false finding among all.
  case familywise = "fwer"
  /// The share of false findings among the findings.
  case falseDiscovery = "fdr"
}
