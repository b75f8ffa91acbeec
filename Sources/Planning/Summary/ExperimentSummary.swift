package import Statistics

/// All that is known of an experiment, or of one of its segments, as one value.
package struct ExperimentSummary: Sendable, Equatable {
  package let sums: ScopeSummary
  /// Per quantile of the plan, the values of each variant at the ranks that were asked for.
  package var quantiles: [PlannedQuantile: [RankedValues]] = [:]
  /// Per time to an event, what was seen of each variant.
  package var survivals: [PlannedSurvival: SurvivalTables] = [:]
  /// nil where the units come from no exposure log.
  package var events: ExposureSummary? = nil
  /// `[variant][step]`, by the position of a funnel; empty where the units come from no exposure log.
  package var funnelTimes: [Int: [[StepTimes]]] = [:]
  /// Exposed units that are not analyzed, for they did not trigger; nil where all are.
  package var untriggered: UntriggeredSummary? = nil
  /// Per metric whose units share values, by name: what the cells add up to.
  package var shared: [String: [SharedTotals]] = [:]
  /// The units by their day of exposure; nil where days are not compared.
  package var days: DailySummary? = nil
  /// The covariates that are numbers, in parts; empty where the units were not assigned one by one.
  package var covariates: [DividedCovariate] = []
  /// Declared attributes that divide nothing else.
  package var attributes: [DividedAttribute] = []
  /// By metric and treatment, by position: what the missing leave possible of a mean; only where they differ.
  package var trimmed: [Int: [Int: LeeBounds]] = [:]
  /// By metric, missing and all units of the clusters of each variant; only where some are missing.
  package var clusterMissing: [Int: [GroupedLoss]] = [:]
  /// The most frequent labels; empty where nobody asked.
  package var labels: [LabelCount] = []
  /// The columns with values that cannot be read; empty where there are none.
  package var unreadable: [UnreadableColumn] = []
  /// Rows of aggregates whose counts cannot be, some of each metric.
  package var impossible: [ImpossibleCount] = []
  /// Rows of aggregates that lack a number.
  package var gaps: [AggregateGap] = []
  /// Rows that belong to no variant, some for each reason.
  package var droppedRows: [ExposureLedger.Reason: [RowExample]] = [:]
  /// Events that do not count, some for each fact and reason.
  package var droppedEvents: [DroppedEventRows] = []
  /// Events of units that faults of the log take away, by variant.
  package var eventLosses: [EventLoss] = []
  /// Rows without a usable value, some for each metric and reason.
  package var droppedValues: [DroppedValueRows] = []
  /// The metrics of whose totals few units may hold much.
  package var largest: [LargestValues] = []
  /// The columns of counts that are all round.
  package var roundCounts: [RoundCounts] = []
  /// The logs with rows that are the same.
  package var repeatedEvents: [RepeatedEvents] = []
  /// Conditions that no event met.
  package var unmet: [UnmetCondition] = []
  /// Units that saw another variant than the one they were assigned to, by this; empty where units are analyzed as they saw.
  package var strayed: [Int] = []
  /// How units are joined to second tables, in the order of the spec.
  package var joins: [JoinedUnits] = []
  /// Aggregates by what pairs their rows; nil where nothing does.
  package var pairs: PairedSummary? = nil

  package init(_ sums: ScopeSummary) { self.sums = sums }

  package var exposure: ExposureLedger { sums.exposure }
  package var groups: [SummaryGroup] { sums.groups }
  package var segments: [[SegmentSummary]] { sums.segments }
  package var cells: [[MetricCell]] { sums.cells }
}

/// The units that share the values of the keys.
package struct SummaryGroup: Sendable, Equatable {
  /// One per key of the grouping; nil is a missing value.
  package let keys: [String?]
  /// Which of the indicated covariates are missing, one bit each.
  package let missing: Int
  /// Units per variant.
  package let units: [Int]
  /// Rows behind them.
  package let rowsKept: Int
  /// The rows among these that repeat another of their unit.
  package let repeats: Int
  /// `cells[metric][variant]`, by all that the plan measures; the moments are of outcomes and covariates.
  package let cells: [[MetricCell]]

  package init(
    keys: [String?] = [], missing: Int = 0, units: [Int], rowsKept: Int, repeats: Int = 0, cells: [[MetricCell]]
  ) {
    self.keys = keys
    self.missing = missing
    self.units = units
    self.rowsKept = rowsKept
    self.repeats = repeats
    self.cells = cells
  }

  /// The units of both, which have the same keys.
  static func + (left: SummaryGroup, right: SummaryGroup) -> SummaryGroup {
    SummaryGroup(
      keys: left.keys, missing: left.missing, units: zip(left.units, right.units).map(+),
      rowsKept: left.rowsKept + right.rowsKept, repeats: left.repeats + right.repeats, cells: merged([left, right]))
  }

  static func merged(_ groups: [SummaryGroup]) -> [[MetricCell]] {
    groups.dropFirst().reduce(groups[0].cells) { merged, group in
      zip(merged, group.cells).map { zip($0, $1).map(+) }
    }
  }
}

/// One value of a segment attribute.
package struct SegmentSummary: Sendable, Equatable {
  /// The value of the attribute; nil is a missing value.
  package let value: String?
  package let groups: [SummaryGroup]

  package init(value: String?, groups: [SummaryGroup]) {
    self.value = value
    self.groups = groups
  }

  /// `cells[metric][variant]` over all groups.
  package var cells: [[MetricCell]] { SummaryGroup.merged(groups) }

  /// Units per variant.
  package var units: [Int] {
    groups.dropFirst().reduce(groups[0].units) { zip($0, $1.units).map(+) }
  }
}

/// One metric in one variant.
package struct MetricCell: Sendable, Equatable {
  /// Units kept; on aggregates, rows kept.
  package let kept: Int
  package let moments: Moments
  /// Units kept out, by reason; only reasons that occurred.
  package let dropped: [DropReason: Int]
  /// Where rows are summed up, those that did not enter the sums, by reason.
  package let droppedRows: [DropReason: Int]
  /// Rows of analysis in which something exceeds the metric's cap.
  package let aboveCap: Int

  package init(
    kept: Int, moments: Moments, dropped: [DropReason: Int], droppedRows: [DropReason: Int] = [:], aboveCap: Int = 0
  ) {
    self.kept = kept
    self.moments = moments
    self.dropped = dropped.filter { $0.value > 0 }
    self.droppedRows = droppedRows.filter { $0.value > 0 }
    self.aboveCap = aboveCap
  }

  static func + (left: MetricCell, right: MetricCell) -> MetricCell {
    MetricCell(
      kept: left.kept + right.kept, moments: left.moments + right.moments,
      dropped: left.dropped.merging(right.dropped, uniquingKeysWith: +),
      droppedRows: left.droppedRows.merging(right.droppedRows, uniquingKeysWith: +),
      aboveCap: left.aboveCap + right.aboveCap)
  }
}
