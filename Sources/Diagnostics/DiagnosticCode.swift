/// The rules that a spec, a source or its rows can break, each named by the pattern found.
///
/// The raw value is printed behind each message; what a code means is its `explanation`.
public enum DiagnosticCode: String, Sendable, CaseIterable {
  // The text of the file.

  case fileTooLarge = "file-too-large"
  /// The text of a spec or of a source is not UTF-8.
  case invalidUTF8 = "invalid-utf-8"
  case jsonSyntax = "json-syntax"
  case tooDeep = "too-deep"
  case numberOverflow = "number-overflow"
  case duplicateKey = "duplicate-key"

  // Keys and values.

  case unknownKey = "unknown-key"
  case misplacedKey = "misplaced-key"
  case missingKey = "missing-key"
  case wrongType = "wrong-type"
  case unknownValue = "unknown-value"
  case outOfRange = "out-of-range"
  case notSupportedYet = "not-supported-yet"
  case unknownVersion = "unknown-version"
  case invalidName = "invalid-name"
  case invalidSource = "invalid-source"
  case invalidTimeSpan = "invalid-time-span"
  case invalidTime = "invalid-time"
  case invalidTimezone = "invalid-timezone"
  case invalidAmount = "invalid-amount"
  case ambiguousAmount = "ambiguous-amount"
  case contradictoryLevel = "contradictory-level"
  case invalidClaim = "invalid-claim"
  case ambiguousClaim = "ambiguous-claim"

  // The experiment as a whole.

  case tooFewVariants = "too-few-variants"
  case duplicateVariant = "duplicate-variant"
  case duplicateLabel = "duplicate-label"
  case noControl = "no-control"
  case severalControls = "several-controls"
  case noWeight = "no-weight"
  case noMetrics = "no-metrics"
  case duplicateMetric = "duplicate-metric"
  case duplicateAttribute = "duplicate-attribute"
  case duplicateNullText = "duplicate-null-text"
  /// Found by its name in the spec, or by the file that a name or a pattern leads to.
  case duplicateSource = "duplicate-source"
  case mixedFormats = "mixed-formats"
  case mixedSources = "mixed-sources"
  case unsuitableRows = "unsuitable-rows"
  case labelShape = "label-shape"
  case noPrimaryMetric = "no-primary-metric"
  case severalQuestions = "several-questions"
  case unknownVariant = "unknown-variant"
  case unknownFamily = "unknown-family"
  case duplicateFamily = "duplicate-family"
  case invalidGraph = "invalid-graph"
  case unknownAttribute = "unknown-attribute"
  case unsuitableCovariate = "unsuitable-covariate"
  case duplicateStep = "duplicate-step"
  case repeatedStep = "repeated-step"
  case unknownFact = "unknown-fact"
  case missingWindow = "missing-window"
  case unsuitableFact = "unsuitable-fact"
  case unsuitableLogarithm = "unsuitable-logarithm"
  case unsuitableCap = "unsuitable-cap"
  case unsuitableDose = "unsuitable-dose"
  case unsuitableExposure = "unsuitable-exposure"
  case unbalancedContrast = "unbalanced-contrast"
  case neutralOneSided = "neutral-one-sided"
  case unsuitableTest = "unsuitable-test"

  // Expressions.

  case expressionSyntax = "expression-syntax"
  case expressionTooLong = "expression-too-long"
  case expressionType = "expression-type"
  case unknownFunction = "unknown-function"
  case functionArguments = "function-arguments"
  case nullComparison = "null-comparison"

  // The files of the sources.

  case missingSource = "missing-source"
  case sourceOutsideRoot = "source-outside-root"
  case emptySource = "empty-source"
  case malformedSource = "malformed-source"
  case differentSchema = "different-schema"
  case unknownTimezone = "unknown-timezone"

  // Their columns.

  case unknownColumn = "unknown-column"
  case columnType = "column-type"
  case duplicateColumn = "duplicate-column"
  case wrongDelimiter = "wrong-delimiter"
  case ambiguousComparison = "ambiguous-comparison"
  case refusedExpression = "refused-expression"
  case tooManyCovariates = "too-many-covariates"

  // Their rows.

  case noUnits = "no-units"
  case similarLabels = "similar-labels"
  case unreadableValues = "unreadable-values"
  case impossibleCounts = "impossible-counts"
  case unmetCondition = "unmet-condition"
  case unmeasuredMetric = "unmeasured-metric"
  case unpairedRows = "unpaired-rows"
  case repeatedUnits = "repeated-units"
  case unmatchedUnits = "unmatched-units"
  case oneValuedFlag = "one-valued-flag"
  case differingRepeats = "differing-repeats"
  case differingEvents = "differing-events"
  case differingUnits = "differing-units"
  case tooManyCategories = "too-many-categories"
  case tooManyGroups = "too-many-groups"
  case emptyCap = "empty-cap"
}
