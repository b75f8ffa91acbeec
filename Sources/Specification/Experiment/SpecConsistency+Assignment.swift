import Diagnostics
internal import Terms

extension SpecConsistency {
  /// Tests that look at single rows have none to look at where rows are counts.
  func checkRowTests(_ correction: Correction, _ place: SourcePlace?) {
    guard data.rows == .aggregates else { return }
    if correction == .maxT {
      faults.error(
        .unsuitableTest, at: place ?? data.place,
        "the correction \"max-t\" resamples units, but the rows are aggregates",
        remedy: "write \"holm\", or give the rows that the counts were made from")
    }
    for metric in metrics where metric.test.needsRows {
      faults.error(
        .unsuitableTest, at: metric.name.place,
        "the metric \(quoted(metric.name.value)) has the test \"\(metric.test.rawValue)\", which needs a row per unit, but the rows are aggregates",
        remedy: "leave \"test\" out, or give the rows that the counts were made from")
    }
  }

  /// The mechanism of assignment must be one that the other keys describe.
  func checkAssignment(_ strata: [Positioned<String>]) {
    guard let assignment = data.assignment else { return }
    switch assignment.value {
    case .unit:
      guard let cluster = data.cluster else { return }
      faults.error(
        .unsuitableRows, at: assignment.place,
        "\"assignment\" is \"unit\", but \"cluster\" names \(quoted(cluster.value)) as the unit of assignment",
        remedy: "write \"cluster\", or leave the key \"cluster\" out")
    case .cluster:
      guard data.cluster == nil else { return }
      faults.error(
        .missingKey, at: assignment.place, "\"assignment\" is \"cluster\", but \"data\" has no key \"cluster\"",
        remedy: "add \"cluster\": the column of the coarser unit that was assigned")
    case .stratified, .matchedPairs, .switchback:
      guard strata.isEmpty else { return }
      faults.error(
        .missingKey, at: assignment.place,
        "\"assignment\" is \(quoted(assignment.value.rawValue)), but there are no \"strata\"",
        remedy: "name the attributes that identify \(assignment.value.strata): \"strata\": [...]")
    }
  }
}

extension AssignmentRule {
  /// What its strata are.
  fileprivate var strata: String {
    switch self {
    case .unit, .cluster, .stratified: "the group within which a unit was assigned"
    case .matchedPairs: "the pairs"
    case .switchback: "the sequences"
    }
  }
}
