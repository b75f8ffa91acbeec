internal import Planning
internal import Specification
internal import Tables

/// A term of a metric as two SQL columns: its value, and why it has none.
struct TermReader {
  let dialect: any SQLDialect
  let term: PlannedTerm

  private var reader: ValueReader { ValueReader(dialect: dialect, column: term.column, type: term.type) }

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
    if term.kind == .number, term.type == .text || term.type == .real {
      branches.append("when not \(dialect.isFinite(value)) then \(DropReason.notFinite.code)")
    }
    return branches.isEmpty ? "0" : "case \(branches.joined(separator: " ")) else 0 end"
  }

  private var canBeUnreadable: Bool {
    switch (term.kind, term.type) {
    case (.number, .text): true
    case (.number, _): false
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
    }
  }
}
