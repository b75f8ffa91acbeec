/// A report as a reader has it: the rows of the table of results, and the sentences above it.
struct ReadReport {
  struct Row {
    let metric, role, variant, control, value, difference, lift, p, verdict: String
  }

  let rows: [Row]
  /// Callouts and bullets before the table, without their marks.
  let sentences: [String]

  init(markdown: String) {
    let text = String(markdown.map { "\u{A0}\u{202F}".contains($0) ? " " : $0 }).replacing("&lt;", with: "<")
    let lines = text.split(separator: "\n").map(String.init)
    let heading = lines.firstIndex(of: "## Results") ?? lines.endIndex
    sentences = lines[..<heading].filter { $0.hasPrefix("> ") || $0.hasPrefix("- ") }.map {
      $0.dropFirst(2).replacing("**", with: "").trimmed
    }
    let table = lines[heading...].dropFirst().prefix { $0.hasPrefix("|") }.map(Self.cells)
    guard let header = table.first else {
      rows = []
      return
    }
    func cell(_ row: [String], _ name: (String) -> Bool) -> String {
      header.firstIndex(where: name).map { row[$0] } ?? ""
    }
    rows = table.dropFirst(2).map { row in
      Row(
        metric: cell(row) { $0 == "Metric" }, role: cell(row) { $0 == "Role" }, variant: cell(row) { $0 == "Variant" },
        control: cell(row) { $0 == "Control" }, value: cell(row) { $0 == "Variant value" },
        difference: cell(row) { $0 == "Difference (CI)" },
        lift: cell(row) { $0 == "Lift (CI)" || $0 == "Relative difference (CI)" }, p: cell(row) { $0 == "p" },
        verdict: cell(row) { $0 == "Verdict" })
    }
  }

  private static func cells(_ line: String) -> [String] {
    line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false).map(\.trimmed)
  }

  func row(_ metric: some StringProtocol, _ variant: some StringProtocol) -> Row? {
    rows.first { $0.metric == metric && $0.variant == variant }
  }
}

extension ReadReport.Row {
  /// What stands in the table beside a lift or a difference: `+3.2 % (−1.0 % to +8.1 %)`, in the words of a sentence.
  var changes: [(size: String, rises: Bool, interval: String)] {
    [lift, difference].compactMap { cell in
      guard let match = cell.wholeMatch(of: /([+−]?)([^(]+?)(?: \((.*)\))?/), cell != "—" else { return nil }
      return (String(match.2), match.1 != "−", match.3.map(String.init) ?? "")
    }
  }
}

extension StringProtocol {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
