extension KeyTable {
  package static let inference = KeyTable([
    .optional("design", "when one may look"),
    .optional("alpha", "the total error of a test"),
    .optional("level", "the level of printed intervals"),
    .optional("correction", "the correction for several comparisons"),
    .optional("seed", "the seed of everything random"),
    .planned("power", "the power that the experiment is planned for"),
    .optional("replicates", "the number of replicates of the bootstrap, or of draws of a randomization test"),
    .planned("population", "whether the units are a sample or all there are"),
    .planned("looks", "when the interim looks are"),
    .planned("spending", "how the looks share the error"),
    .planned("parameter", "the parameter of the spending function"),
    .planned("futility", "whether a look may end the experiment for lack of effect"),
    .planned("planned_units", "the number of units that is planned for"),
    .planned("prior", "what was known before"),
  ])
}
