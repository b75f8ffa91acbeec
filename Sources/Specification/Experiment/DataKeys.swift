import Diagnostics

extension KeyTable {
  private static let assignmentRules: [KeyRule] = [
    .optional("source", "a file \(SourceFormat.words), a pattern, or a list of these"),
    .optional("rows", "what a row of the data is"),
    .optional("unit", "the column with the randomization unit"),
    .optional("variant", "the column with the labels of the variants"),
    .optional("attributes", "columns kept for segments, strata and covariates"),
    .optional("join", "second tables with attributes of the units"),
    .optional("where", "the condition that rows must meet"),
    .optional("units", "the column with the number of units, for rows of aggregates"),
    .optional("pair", "the column whose values, such as days, are found in every variant, for rows of aggregates"),
    .optional("trials", "what the trials of aggregates are, where they are the randomization units"),
    .optional("time", "the column with the time of exposure"),
    .optional("cluster", "the column with a coarser unit of assignment"),
    .optional("crossing", "what becomes of units in several variants"),
    .optional("trigger", "an event that a unit must have had, whatever its variant"),
    .optional("assignment", "the assignment mechanism"),
    .optional("phases", "the weights of the variants over time"),
  ]

  private static let sharedRules: [KeyRule] =
    [
      .optional("engine", "what runs the queries"),
      .optional("facts", "events by name"),
      .optional("timezone", "an IANA time zone"),
      .optional("decimal", "the decimal separator"),
      .optional("numbers", "how text files write numbers"),
      .optional("time_format", "how text files write times"),
      .optional("columns", "how single columns are written"),
      .optional("null", "texts that count as a missing value"),
      .optional("unreadable", "what becomes of values that cannot be read"),
      .planned("schema", "a file with column names and types"),
    ] + fileForm

  /// `data` that is itself the assignments.
  package static let data = KeyTable(assignmentRules + sharedRules)

  /// `data` that has the assignments in an object of their own.
  package static let nestedData = KeyTable(
    [.required("assignments", "an object with \"source\"")] + sharedRules,
    elsewhere: elsewhere(assignmentRules, "\"assignments\""))

  /// `assignments` inside `data`.
  package static let assignments = KeyTable(
    assignmentRules, elsewhere: elsewhere(sharedRules, "\"data\", next to \"assignments\""))

  private static func elsewhere(_ rules: [KeyRule], _ home: String) -> [String: String] {
    Dictionary(uniqueKeysWithValues: rules.map { ($0.name, home) })
  }
}
