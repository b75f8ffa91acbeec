/// The rules of units and metrics as loops over rows: what the queries must agree with.
struct NaiveAnalysis {
  /// Units per variant: old, new.
  var units = [0, 0]
  /// Rows by the reason why they are in no variant.
  var dropped: [String: Int] = [:]
  var sale = [NaiveCell(), NaiveCell()]
  var value = [NaiveCell(), NaiveCell()]
  var rate = [NaiveCell(), NaiveCell()]

  init(_ file: RandomFile) {
    var rowsOfUnit: [String: [(variant: Int, row: RandomFile.Row)]] = [:]
    for row in file.rows {
      if file.hasFilter, !(row.country == "de" || row.country.isEmpty) {
        dropped["outside where", default: 0] += 1
      } else if row.label.trimmed.isEmpty {
        dropped["blank variant", default: 0] += 1
      } else if row.unit.trimmed.isEmpty {
        dropped["blank unit", default: 0] += 1
      } else if let variant = ["old", "new"].firstIndex(of: row.label.trimmed) {
        rowsOfUnit[row.unit, default: []].append((variant, row))
      } else {
        dropped["unknown variant", default: 0] += 1
      }
    }
    for rows in rowsOfUnit.values {
      guard Set(rows.map(\.variant)).count == 1 else {
        dropped["unit in several variants", default: 0] += rows.count
        continue
      }
      dropped["identical repeat", default: 0] += rows.count - 1
      let (variant, row) = rows[0]
      units[variant] += 1
      sale[variant].add(filter: !row.country.isEmpty && row.country != "fr", [truth(row.sold)])
      value[variant].add([number(row.spent)])
      rate[variant].add([number(row.spent), number(row.orders)])
    }
  }

  private func number(_ text: String) -> NaiveCell.Value {
    let text = text.trimmed
    if text.isEmpty { return .dropped("missing") }
    guard let value = Double(text) else { return .dropped("unreadable") }
    return value.isFinite ? .usable(value) : .dropped("not finite")
  }

  private func truth(_ text: String) -> NaiveCell.Value {
    switch text.trimmed.lowercased() {
    case "": .dropped("missing")
    case "1", "1.0", "yes", "true": .usable(1)
    case "0", "no", "false": .usable(0)
    default: .dropped("unreadable")
    }
  }
}

/// One metric in one variant.
struct NaiveCell {
  enum Value {
    case usable(Double)
    case dropped(String)
  }

  var rows: [[Double]] = []
  var dropped: [String: Int] = [:]

  mutating func add(filter: Bool = true, _ values: [Value]) {
    guard filter else {
      dropped["outside where", default: 0] += 1
      return
    }
    var row: [Double] = []
    var reasons: [String] = []
    for value in values {
      switch value {
      case .usable(let number): row.append(number)
      case .dropped(let reason): reasons.append(reason)
      }
    }
    // The reasons of several columns count once, in this order.
    if let reason = ["missing", "unreadable", "not finite"].first(where: reasons.contains) {
      dropped[reason, default: 0] += 1
    } else {
      rows.append(row)
    }
  }

  func mean(_ column: Int) -> Double {
    rows.reduce(0) { $0 + $1[column] } / Double(rows.count)
  }

  /// Two passes, centred at the mean.
  func squares(_ i: Int, _ j: Int) -> Double {
    let (a, b) = (mean(i), mean(j))
    return rows.reduce(0) { $0 + ($1[i] - a) * ($1[j] - b) }
  }

  static func merged(_ counts: [[String: Int]]) -> [String: Int] {
    counts.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
  }
}

extension String {
  /// The text without spaces at both ends.
  var trimmed: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
