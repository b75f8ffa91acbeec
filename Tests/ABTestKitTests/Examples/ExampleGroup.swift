/// Examples that are recorded in one file.
struct ExampleGroup: Sendable, CustomStringConvertible {
  let file: String
  let examples: [Example]

  init(_ file: String, _ examples: () -> [Example]) {
    self.file = file
    self.examples = examples()
  }

  var description: String { file }

  static let all = [
    damagedFiles, emptyVariants, noInformation, noNumbers, units, columns, names, options, help, specFiles, dataRoot,
    outputs, rowShapes, rowMethods, metricTypes, quantiles, doses, covariates, strata, clusters, unitAttributes, quick,
    facts, sharedFacts,
  ]
}
