extension KeyTable {
  package static let inference = KeyTable([
    .optional("design", "when the results may be looked at"),
    .optional("alpha", "the total error rate of a test"),
    .optional("level", "the confidence level of the intervals"),
    .optional("correction", "the correction for multiple comparisons"),
    .optional("seed", "the seed for everything random"),
    .planned("power", "the power that the experiment is planned for"),
    .optional("replicates", "the number of bootstrap replicates, or of draws of a randomization test"),
    .planned("population", "whether the units are a sample or the whole population"),
    .planned("looks", "when the interim looks are"),
    .planned("spending", "how the looks share the error"),
    .planned("parameter", "the parameter of the spending function"),
    .planned("futility", "whether a look may end the experiment for lack of effect"),
    .planned("planned_units", "the planned number of units"),
    .planned("prior", "what was known before"),
  ])
}
