public import Diagnostics
public import Terms

/// Where the units, their variants and their numbers stand.
public struct DataSpec: Sendable, Equatable {
  /// Files and patterns, relative to the spec or the data root; empty when each variant has files of its own.
  public let sources: [Positioned<String>]
  /// How the bytes of files stand for tables.
  public let form: FileForm
  /// How text files write values.
  public package(set) var text: TextFormat
  /// What a row of the data is.
  public let rows: RowKind
  /// The column of the randomization unit; without it each row is a unit.
  public let unit: Positioned<String>?
  /// The column of the unit of assignment where that is coarser than the unit; it is then the row of analysis.
  public let cluster: Positioned<String>?
  /// The columns whose labels tell the variant; two or more make a factorial design. Unused when variants have files.
  public let variant: [Positioned<String>]
  /// The column of aggregates that counts units.
  public let units: Positioned<String>?
  /// The column of aggregates whose values stand against each other in the variants, such as days; nil where none is named.
  public var pair: Positioned<String>? = nil
  /// Whether the trials of aggregates are the randomization units, so that they are independent: a statement of a person.
  public var trialsAreUnits = false
  /// Second tables with attributes of the units.
  public var joins: [JoinSpec] = []
  /// Columns kept for segments, strata and covariates, those of second tables included.
  public package(set) var attributes: [Positioned<String>]
  /// Columns that the spec makes, each once.
  package var computed: [ComputedColumn] = []
  /// The condition that rows must fulfil.
  package let `where`: TypedExpression?
  /// What becomes of units that were seen in several variants; nil is that they are excluded.
  public package(set) var crossing: CrossingSpec? = nil
  /// How variants were assigned, where the spec says so.
  public var assignment: Positioned<AssignmentRule>? = nil
  /// The column with the time of exposure; the first exposure of a unit counts.
  public var time: Positioned<String>? = nil
  /// The event without which a unit saw nothing of the experiment; nil where all exposed units are analyzed.
  package var trigger: FactTerm? = nil
  /// The parts of a ramp; empty where the weights were the same all the time.
  public var phases: [PhaseSpec] = []
  /// Logs of events, in the order of the spec.
  public var facts: [FactSpec] = []
  /// The names under `facts`, those of faulty ones included.
  package var factNames: [String] = []
  /// The zone of times without an offset and of local days; nil is UTC.
  public var timezone: Positioned<String>? = nil
  /// The place of the data in the spec, for what concerns all of it.
  public let place: SourcePlace
}

extension DataSpec {
  /// The columns whose labels tell the variant that a unit is analyzed in.
  package var labels: [Positioned<String>] {
    guard let crossing, let assigned = crossing.assigned else { return variant }
    return [Positioned(assigned, at: crossing.rule.place)]
  }

  /// The name of the zone of times without an offset.
  public var zone: String { timezone?.value ?? "UTC" }

  /// How a fact writes its values.
  package func values(of fact: FactSpec) -> TextValues {
    var values = text.values
    if let own = fact.times { values.times = own }
    return values
  }

  /// How the bytes of a fact's files stand for a table.
  public func form(of fact: FactSpec) -> FileForm { fact.form.based(on: form) }

  /// How the bytes of a second table's files stand for a table.
  public func form(of join: JoinSpec) -> FileForm { join.form.based(on: form) }

  /// The name of the zone of a fact's times without an offset.
  public func zone(of fact: FactSpec) -> String { fact.timezone?.value ?? zone }
}

extension ExperimentSpec {
  /// Every file or pattern of the spec: those of the data, or those of its variants.
  public var sources: [Positioned<String>] {
    data.sources.isEmpty ? variants.flatMap(\.sources) : data.sources
  }

  /// The sources as a message names them.
  public var sourceName: String {
    let names = sources.map(\.value)
    return names.count > 3 ? "\(names[0]) and \(names.count - 1) more" : names.joined(separator: ", ")
  }

  /// The place at which a fault of the data is reported.
  public var sourcePlace: SourcePlace { sources.first?.place ?? data.place }
}
