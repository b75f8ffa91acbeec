extension DiagnosticCode {
  /// What is wrong in general and what to do, in one or two sentences, for the user.
  public var explanation: String {
    switch self {
    case .fileTooLarge:
      "The file is much larger than a spec needs to be. Check that it is the spec, and not a file of data."
    case .invalidUTF8:
      "The file has bytes that are not UTF-8. Save it with the encoding UTF-8."
    case .jsonSyntax:
      "The spec is not valid JSON at this place. Correct the comma, bracket, quote or word that the message names."
    case .tooDeep:
      "The spec or an expression in it is nested too deeply. "
        + "Write it flatter, or compute a column in the data and name it here."
    case .numberOverflow:
      "The number is too large to be stored. Write a smaller number."
    case .duplicateKey:
      "An object has the same key twice, so it is unclear which one counts. Remove one of them."

    case .unknownKey:
      "A spec does not have this key. Correct its spelling, or remove it."
    case .misplacedKey:
      "The key is known, but it does not belong here or cannot be combined with another key here. "
        + "Move it to where it belongs, or remove it."
    case .missingKey:
      "A key that is needed here is missing. Add it."
    case .wrongType:
      "The value is of a different kind than the key needs, such as a text instead of a number. "
        + "Write a value of the kind that the message names."
    case .unknownValue:
      "The key does not have this value. Use one of those that the message lists."
    case .outOfRange:
      "The value is not within the limits of its key: too small, too large, empty or out of order. "
        + "Write a value that is."
    case .notSupportedYet:
      "This version does not support the key or value, and does not ignore it. "
        + "Leave it out, or do what the message suggests instead."
    case .unknownVersion:
      "The key \"abtest\" names a version of the spec format that this program does not support. Write 1, or use a newer version of abtest."
    case .invalidName:
      "The name is empty, too long, or has characters that are not allowed in it. Write another name."
    case .invalidSource:
      "A source is the path of a local file, and its extension determines the format. "
        + "Name a file such as \"units.csv\" or \"units.parquet\"."
    case .invalidTimeSpan:
      "The text is not a length of time. Write a whole number with its unit, such as \"12h\" or \"7d\"."
    case .invalidTime:
      "The text is not a date or a time. Write one such as \"2026-03-01\" or \"2026-03-01T12:00:00+01:00\"."
    case .invalidTimezone:
      "The text cannot be the name of a time zone. Write an IANA name such as \"Europe/Berlin\" or \"UTC\"."
    case .invalidAmount:
      "The text is not an amount, or the metric cannot change by this amount. Write a share such as \"5%\", a "
        + "number in the metric's unit, or \"0.5pp\" for percentage points of a probability."
    case .ambiguousAmount:
      "A number alone can mean two things for a probability: 0.05 is 5 percentage points, but a change by 5 % of the control's "
        + "value is often meant. Write \"5pp\" or \"5%\"."
    case .contradictoryLevel:
      "Intervals at another level than 1 - \"alpha\" do not agree with their tests: one may exclude \"no difference\" where the "
        + "test does not. Leave \"level\" out, or change \"alpha\"."
    case .invalidClaim:
      "The text is not a claim about the control's value. "
        + "Write a lift such as \"+20%\" or \"-10%\", or a factor such as \"3x\"."
    case .ambiguousClaim:
      "The claim can mean two different numbers: \"3 times more\" may be three or four times as much. "
        + "Write a lift with its sign, such as \"+200%\", or a factor, such as \"3x\"."

    case .tooFewVariants:
      "An experiment compares at least two variants. Add those that are missing."
    case .duplicateVariant:
      "Two variants have the same name. Rename one of them."
    case .duplicateLabel:
      "The same label of the data is listed twice, so its rows could belong to two variants. "
        + "Give each label to one variant."
    case .noControl:
      "None of the variants is the control. Add \"control\": true to the one that the others are compared with."
    case .severalControls:
      "More than one variant is the control. Keep \"control\": true for one of them only."
    case .noWeight:
      "The weights leave nothing to compare: the control or all other variants have the weight 0. "
        + "Write the planned shares of units."
    case .noMetrics:
      "The list of metrics is empty. Add at least one metric."
    case .duplicateMetric:
      "Two metrics have the same name. Rename one of them."
    case .duplicateAttribute:
      "The list has the same column or attribute twice. Remove one of them."
    case .duplicateNullText:
      "The list of texts that count as a missing value has the same text twice. Remove one of them."
    case .duplicateSource:
      "The same file is named twice, so its rows would count twice. "
        + "Name each file once, and check whether a pattern matches it too."
    case .mixedFormats:
      "The files of one source have different formats. Convert all of them to one format."
    case .mixedSources:
      "Either the data has one source that contains all variants, or every variant has a source of its own. "
        + "Remove or add sources so that one of the two is true."
    case .unsuitableRows:
      "The key or the metric does not fit the rows of the data, which are units, events or aggregates. "
        + "Leave it out, or give the data as rows that fit."
    case .labelShape:
      "A label does not have one part for each column that identifies the variant. "
        + "Write as many parts as \"variant\" has columns, and no labels where each variant has files of its own."
    case .noPrimaryMetric:
      "Every metric has a role, and none of them is \"primary\" or \"guardrail\", so the first one is taken as primary. "
        + "Give this role to the metric that decides; guardrails alone are a rollout that need not improve anything."
    case .severalQuestions:
      "A metric answers one question: a margin, an equivalence, a minimum effect or a claim. "
        + "Keep one here, and put the other into a second metric."
    case .unknownVariant:
      "There is no variant with this name. Correct the spelling, or use one of the names under \"variants\"."
    case .unknownFamily:
      "A family refers to a metric or to an earlier family that does not exist. "
        + "Correct the spelling, and write each family after those that it refers to."
    case .duplicateFamily:
      "Two families have the same name, or a metric is in two families. Rename one of them, or keep the metric in one."
    case .invalidGraph:
      "The weights and transitions of a family need one number per metric, and each list of them must sum to at most "
        + "1. Correct the numbers, or leave them out if the correction is not \"graph\"."
    case .unknownAttribute:
      "Strata, segments and keys of a join must be attributes of the units. "
        + "Correct the spelling, or add the column to \"attributes\" in \"data\"."
    case .unsuitableCovariate:
      "The metric cannot be adjusted by this covariate. Name a column that was known before exposure, or leave it out."
    case .duplicateStep:
      "Two steps of a funnel have the same name. Rename one of them."
    case .repeatedStep:
      "Two steps of a funnel are the same events, so the second adds little to the first. "
        + "Remove one of them, or distinguish them with \"where\"."
    case .unknownFact:
      "There is no fact with this name. Correct the spelling, or describe it under \"facts\" in \"data\"."
    case .missingWindow:
      "The spec does not state how long after exposure events count. Add \"within\" or \"after\", such as \"7d\"."
    case .unsuitableFact:
      "The fact is not used, or its keys do not define which units its rows belong to. "
        + "Add, remove or change \"unit\", \"cluster\" or \"join\" as the message suggests."
    case .unsuitableLogarithm:
      "Zeros do not have a logarithm, and a mean of logarithms does not have a relative lift. "
        + "Ask for a difference of logarithms, or leave \"log\" out."
    case .unsuitableCap:
      "The metric cannot have this cap: its values are not capped, or they lack the values before exposure that "
        + "the cap comes from. Leave \"cap\" out, or change the metric as the message suggests."
    case .unsuitableDose:
      "Doses are missing, all equal or outside those that were tried, or the model does not fit the outcome or the "
        + "data. Correct the doses, or choose another model."
    case .unsuitableExposure:
      "The metric divides a column by itself, which is always 1. "
        + "Name the column with the exposure in \"per\", or leave it out."
    case .unbalancedContrast:
      "The weights of a contrast do not sum to 0, or all of them are 0. Give positive weights to the variants "
        + "that are compared, and negative ones to those that they are compared with."
    case .neutralOneSided:
      "A metric without a good direction cannot be tested on one side. "
        + "Give it the direction \"increase\" or \"decrease\", or use a two-sided question."
    case .unsuitableTest:
      "The metric, its question or the data cannot be used with this test. Leave it out, or choose one that fits."

    case .expressionSyntax:
      "The expression is not complete or not correct at this place. Correct what the message names."
    case .expressionTooLong:
      "The expression is too long to be read. Compute a column in the data, and name it here."
    case .expressionType:
      "Part of an expression is of a different kind than needed, such as a text where a number is needed. "
        + "Change that part: numbers without quotes, texts in single quotes."
    case .unknownFunction:
      "Expressions do not have a function with this name. Correct the spelling, or use one that the message lists."
    case .functionArguments:
      "The function is called with too few or too many arguments. Write as many as the message states."
    case .nullComparison:
      "A comparison with null is never true. Write \"is null\" or \"is not null\"."

    case .missingSource:
      "The file of a source does not exist, or is not a file that can be read. "
        + "Correct its path: it starts from the folder of the spec, or from the folder that --data-root names."
    case .sourceOutsideRoot:
      "A source must be inside the folder of the spec, or inside the folder that --data-root names. "
        + "Name a folder that contains the file with --data-root."
    case .emptySource:
      "The file of a source is empty, or has column names but no rows. Write a header line and rows."
    case .malformedSource:
      "The file cannot be read in the format of its extension. "
        + "Correct the line that the message names, write the file again, or rename it."
    case .differentSchema:
      "The files of one source do not have the same columns. Give all of them the same columns in the same order."
    case .unknownTimezone:
      "There is no time zone with this name. Write an IANA name such as \"Europe/Berlin\" or \"UTC\"."

    case .unknownColumn:
      "The source does not have a column with this name. Correct the spelling, or name another column."
    case .columnType:
      "The values of the column cannot be used in this way, such as times where numbers are needed. "
        + "Name a column with values that can."
    case .duplicateColumn:
      "The spec names a column, and two columns of the source have this name, or names that differ only in case. "
        + "Rename one of them in the header."
    case .wrongDelimiter:
      "The whole header is read as one column, because the fields are separated by another character. "
        + "Add \"delimiter\" with this character to \"data\"."
    case .ambiguousComparison:
      "Two text columns are compared as texts, so that 10 comes before 9. "
        + "Add 0 to one of them to compare numbers."
    case .refusedExpression:
      "The expression cannot be computed from the values of the source. "
        + "Use each column as the type that it holds, and compare it with values of the same type."
    case .tooManyCovariates:
      "The metrics together have too many covariates. "
        + "Keep those that explain most, above all earlier values of the metric."

    case .noUnits:
      "No unit of the source, or none of a variant, is left to analyze. "
        + "Check the labels of the variants, the conditions, and the column that names the units."
    case .similarLabels:
      "A label of the data belongs to no variant, but differs from one that does only in case, width or blanks. "
        + "Name both with \"values\" in the variant, or leave these rows out with \"where\"."
    case .impossibleCounts:
      "A row of aggregates has more successes than trials, or a count that is negative or no whole number. "
        + "Correct the data; if the numbers are totals of something else, they are no proportion."
    case .unmetCondition:
      "No event meets a condition, so that every unit counts nothing. Write the values as the data has them; if there was no such event, "
        + "say so with \"accept\" in \"decision\"."
    case .unmeasuredMetric:
      "A metric has no value in a variant, so that there is nothing to compare. Fill or correct the values, or widen the condition; "
        + "if there is nothing to be had, say so with \"accept\" in \"decision\"."
    case .unpairedRows:
      "Sums without squares say nothing of how units scatter. Give rows with a value, such as the day, that every variant has, or the "
        + "sums of squares."
    case .repeatedUnits:
      "A second table has several rows for a unit, and they differ, so that it is not known which of them is meant. "
        + "Keep one row per unit, or take columns that do not differ."
    case .unmatchedUnits:
      "No unit of the data has a row in a second table. The two columns hold different keys: name the right one, or write both "
        + "the same way."
    case .oneValuedFlag:
      "A column of yes and no has nothing but yes and blanks. Say whether a blank means no, or that nothing is known."
    case .unreadableValues:
      "A column of a metric has values that are there and cannot be read. Say how they are written, correct them, or say that they "
        + "are to be left out."
    case .differingRepeats:
      "The rows of one unit have different values in a column that is used. "
        + "Keep one row per unit, or name the column that identifies the units."
    case .differingEvents:
      "The events of one unit have different values in a column that describes the unit. "
        + "Write the same value in all of them, or leave the column out."
    case .differingUnits:
      "The units of one cluster have different values in a column that describes the cluster. "
        + "Name columns that are the same for all units of a cluster."
    case .tooManyCategories:
      "A text covariate has too many different values to be a category. "
        + "Name a column with numbers, or one with fewer values."
    case .tooManyGroups:
      "The strata, segments and covariates divide the data into too many groups. "
        + "Name columns with fewer values, or fewer columns."
    case .emptyCap:
      "The quantile for the cap is not above 0, so every value would be cut to zero or less. "
        + "Write a higher quantile, a quantile of the values that are not 0, or a fixed value."
    }
  }
}
