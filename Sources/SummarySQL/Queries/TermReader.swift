internal import Planning
internal import Specification
internal import Tables

/// A term of a metric as two SQL columns: its value, and why it has none.
struct TermReader {
  let columns: SourceColumns
  let term: PlannedTerm

  private var reader: ValueReader { columns.reader(term.column) }

  private var read: String { term.kind == .truth ? reader.truth : reader.number }

  /// The value, NULL where the state is not 0.
  var value: String {
    term.missing == .zero ? "case when \(reader.raw) is null then 0 else \(read) end" : read
  }

  /// 0, or the code of the reason why the value cannot be used.
  var state: String {
    var branches: [String] = []
    if term.missing == .drop { branches.append("when \(reader.raw) is null then \(DropReason.missing.code)") }
    if canBeUnreadable { branches.append("when \(value) is null then \(DropReason.unreadable.code)") }
    if term.kind != .truth, term.type == .text || term.type == .real {
      branches.append("when not \(columns.dialect.isFinite(value)) then \(DropReason.notFinite.code)")
    }
    if term.kind == .count {
      branches.append(
        "when \(value) < 0 or \(value) > \(Self.largestCount) or \(value) <> floor(\(value)) "
          + "then \(DropReason.impossible.code)")
    }
    return branches.isEmpty ? "0" : "case \(branches.joined(separator: " ")) else 0 end"
  }

  /// 2^53: above it doubles skip whole numbers.
  private static let largestCount = 9_007_199_254_740_992

  private var canBeUnreadable: Bool {
    switch (term.kind, term.type) {
    case (.number, .text), (.count, .text): true
    case (.number, _), (.count, _): false
    case (.truth, .truth): false
    case (.truth, _): true
    }
  }
}

extension DropReason {
  /// How the reason is written in a query; 0 is "kept".
  var code: Int {
    switch self {
    case .filtered: 1
    case .missing: 2
    case .unreadable: 3
    case .notFinite: 4
    case .impossible: 5
    }
  }
}
