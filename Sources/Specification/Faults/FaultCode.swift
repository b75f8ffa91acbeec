/// The rules that a spec can break, each named by the pattern found; the raw value stands in the diagnostic.
package enum FaultCode: String, Sendable, CaseIterable {
  // The text of the file.

  /// The file is larger than any spec that people write.
  case fileTooLarge = "file-too-large"
  /// A byte sequence that is not UTF-8.
  case invalidUTF8 = "invalid-utf-8"
  /// The text is not JSON as RFC 8259 has it.
  case jsonSyntax = "json-syntax"
  /// Objects and lists, or the parts of an expression, are nested deeper than the limit.
  case tooDeep = "too-deep"
  /// A number that no `Double` can hold.
  case numberOverflow = "number-overflow"
  /// A key stands twice in one object.
  case duplicateKey = "duplicate-key"

  // Keys and values.

  case unknownKey = "unknown-key"
  case misplacedKey = "misplaced-key"
  case missingKey = "missing-key"
  case wrongType = "wrong-type"
  case unknownValue = "unknown-value"
  case outOfRange = "out-of-range"
  /// A key or value of the grammar that this version does not build; it is never ignored.
  case notSupportedYet = "not-supported-yet"
  /// `abtest` names a version of the grammar that this program does not know.
  case unknownVersion = "unknown-version"
  /// A name that is empty, has control characters, or is no slug where one is needed.
  case invalidName = "invalid-name"
  case invalidSource = "invalid-source"
  /// A length of time that is no whole number of seconds, minutes, hours, days or weeks.
  case invalidTimeSpan = "invalid-time-span"
  case invalidTime = "invalid-time"
  case invalidTimezone = "invalid-timezone"
  case invalidAmount = "invalid-amount"
  case invalidClaim = "invalid-claim"
  /// A claim whose words allow two numbers, such as "3 times more".
  case ambiguousClaim = "ambiguous-claim"

  // The experiment as a whole.

  case tooFewVariants = "too-few-variants"
  case duplicateVariant = "duplicate-variant"
  /// One label of the data would belong to two variants.
  case duplicateLabel = "duplicate-label"
  case noControl = "no-control"
  case severalControls = "several-controls"
  /// The weights leave no two variants to compare.
  case noWeight = "no-weight"
  case noMetrics = "no-metrics"
  case duplicateMetric = "duplicate-metric"
  case duplicateAttribute = "duplicate-attribute"
  /// A text for missing values stands twice.
  case duplicateNullText = "duplicate-null-text"
  /// A source stands twice, so that its rows would count twice.
  case duplicateSource = "duplicate-source"
  /// Files of different formats under one source.
  case mixedFormats = "mixed-formats"
  /// Only some variants have files of their own, or the data has files as well.
  case mixedSources = "mixed-sources"
  /// A key that the kind of rows has no use for, or cannot do without.
  case unsuitableRows = "unsuitable-rows"
  /// A variant's labels do not fit the variant columns.
  case labelShape = "label-shape"
  case noPrimaryMetric = "no-primary-metric"
  /// A metric with two of margin, equivalence, minimum effect and claim.
  case severalQuestions = "several-questions"
  case unknownVariant = "unknown-variant"
  /// A family or a member of it that does not exist.
  case unknownFamily = "unknown-family"
  case duplicateFamily = "duplicate-family"
  /// Weights or transitions that are no shares of one error.
  case invalidGraph = "invalid-graph"
  /// A stratum or segment that `attributes` does not name.
  case unknownAttribute = "unknown-attribute"
  /// A covariate that is the outcome.
  case unsuitableCovariate = "unsuitable-covariate"
  case duplicateStep = "duplicate-step"
  /// Two steps of a funnel that are the same events.
  case repeatedStep = "repeated-step"
  case unknownFact = "unknown-fact"
  /// A metric over facts that does not say which events count.
  case missingWindow = "missing-window"
  /// Facts without what they are joined by, or where they make no sense.
  case unsuitableFact = "unsuitable-fact"
  /// A logarithm of zeros, of totals, or of what is asked for as a share of control.
  case unsuitableLogarithm = "unsuitable-logarithm"
  /// A cap of what has no large values, or of a logarithm.
  case unsuitableCap = "unsuitable-cap"
  /// Doses that are missing or beyond what was tried, or a model that the outcome or the data do not suit.
  case unsuitableDose = "unsuitable-dose"
  /// A rate whose exposure is its count.
  case unsuitableExposure = "unsuitable-exposure"
  /// Weights that do not sum to 0.
  case unbalancedContrast = "unbalanced-contrast"
  /// A one-sided test of a metric without a good direction.
  case neutralOneSided = "neutral-one-sided"
  /// A test that the metric's type does not have.
  case unsuitableTest = "unsuitable-test"

  // Expressions.

  case expressionSyntax = "expression-syntax"
  case expressionTooLong = "expression-too-long"
  case expressionType = "expression-type"
  case unknownFunction = "unknown-function"
  case functionArguments = "function-arguments"
  /// A comparison with null, which is never true.
  case nullComparison = "null-comparison"
}
