internal import Diagnostics
internal import Planning

/// Variants that no row belongs to, and labels that are written in two ways.
struct LabelFaults {
  let plan: AnalysisPlan
  let summary: ExperimentSummary

  func check() throws(DiagnosticList) {
    let empty = plan.variantsWithoutUnits(summary.sums)
    let found = empty.isEmpty ? similar : empty.map(withoutUnits)
    if !found.isEmpty { throw DiagnosticList(found) }
  }

  private var source: String { shortened(plan.places.source.value) }

  // MARK: Variants without units

  private func withoutUnits(_ variant: Int) -> Diagnostic {
    let name = quoted(plan.variants[variant].name)
    let own = summary.labels.filter { isOwn($0, variant) }
    guard own.isEmpty, plan.labelled != nil else { return leftOut(variant, own) }
    let labels = plan.variants[variant].labels.map(labelText).joined(separator: " or ")
    let message = "no row of \(source) belongs to the variant \(name): none has the label \(labels)"
    return Diagnostic(
      code: .noUnits, at: plan.places.variants[variant], "\(message)\(summary.labels.seen)",
      remedy: spelling(of: variant))
  }

  /// The rows are there, and all of them went somewhere else.
  private func leftOut(_ variant: Int, _ own: [LabelCount]) -> Diagnostic {
    let rows = own.reduce(0) { $0 + $1.rows }
    let reasons = summary.exposure.drops.filter { $0.reason != .unknownLabel && $0.reason != .blankLabel }.map {
      "\($0.reason.rawValue) \(rowCount($0.rows))\(summary.shown($0.reason))"
    }
    let whose = plan.labelled == nil ? "its files" : "its \(rowCount(rows))"
    let left = reasons.isEmpty ? "" : "; of all variants were left out: \(listed(reasons))"
    return Diagnostic(
      code: .noUnits, at: plan.places.variants[variant],
      "the variant \(quoted(plan.variants[variant].name)) has no units: nothing is left of \(whose)\(left)",
      remedy: "check \(causes)\(orLeaveOut)")
  }

  /// Two variants are the least.
  private var orLeaveOut: String { plan.variants.count > 2 ? ", or leave the variant out" : "" }

  /// What may have left the rows out.
  private var causes: String {
    let conditions: [(Set<ExposureLedger.Reason>, String)] = [
      ([.filtered], "the condition \"where\""), ([.beforeStart], "\"start\""), ([.afterEnd], "\"end\""),
      ([.afterPhases], "\"until\" of the last phase"),
      ([.untriggered], "\"trigger\""), ([.blankTime, .unreadableTime], "the times"),
      ([.blankUnit, .severalVariants], "the column of \"unit\""),
      ([.blankCluster, .clusterInVariants], "the column of \"cluster\""),
    ]
    let found = conditions.filter { condition in condition.0.contains { summary.exposure[$0] != nil } }.map(\.1)
    return found.isEmpty ? "its rows" : found.joined(separator: ", ")
  }

  /// The line of the spec that would give the variant its rows.
  private func spelling(of variant: Int) -> String {
    let near = strange.filter { isNear($0, variant) }
    guard near.isEmpty else { return "write \(values(near.map(\.parts))) in the variant" }
    return strange.isEmpty
      ? "add its rows to the data, or name the column of the labels with \"variant\" if it is another one\(orLeaveOut)"
      : "name its label in the data with \"values\", such as \(values([strange[0].parts]))\(orLeaveOut)"
  }

  // MARK: Labels that are written in two ways

  /// Labels that are nobody's.
  private var strange: [LabelCount] {
    summary.labels.filter { label in !plan.variants.indices.contains { isOwn(label, $0) } }
  }

  private var similar: [Diagnostic] {
    strange.compactMap { label in
      guard let variant = plan.variants.indices.first(where: { isNear(label, $0) }),
        let own = plan.variants[variant].labels.first(where: { folded($0) == folded(label.parts) })
      else { return nil }
      return Diagnostic(
        code: .similarLabels, at: plan.places.variants[variant],
        "\(rowCount(label.rows)) \(label.rows == 1 ? "has" : "have") the label \(labelText(label.parts)), which belongs to no variant and differs from \(labelText(own)) only in \(own == label.parts ? "its code points" : "case, width or blanks")",
        remedy:
          "write \(values(plan.variants[variant].labels + [label.parts])) in the variant if both mean it; if not, leave these rows out with \"where\""
      )
    }
  }

  /// Whether rows with the label are those of the variant: the engine compares code points.
  private func isOwn(_ label: LabelCount, _ variant: Int) -> Bool {
    plan.variants[variant].labels.contains { own in
      own.elementsEqual(label.parts) { $0.unicodeScalars.elementsEqual($1.unicodeScalars) }
    }
  }

  private func isNear(_ label: LabelCount, _ variant: Int) -> Bool {
    plan.variants[variant].labels.contains { folded($0) == folded(label.parts) }
  }

  /// Without what looks alike: case, blanks, and the wide forms of Latin letters and digits. Strings of other code points for the same
  /// letters are equal.
  private func folded(_ parts: [String]) -> [String] {
    parts.map { part in
      var text = String.UnicodeScalarView()
      for scalar in part.unicodeScalars
      where !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint {
        let isWide = (0xFF01...0xFF5E).contains(scalar.value)
        text.append(isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
      }
      return String(text).lowercased()
    }
  }

  // MARK: Words

  /// `"values": ["A", "B"]`.
  private func values(_ labels: [[String]]) -> String {
    let texts = labels.map { parts in
      parts.count == 1 ? quoted(parts[0]) : "[\(parts.map(quoted).joined(separator: ", "))]"
    }
    return "\"values\": [\(texts.joined(separator: ", "))]"
  }
}

extension [LabelCount] {
  private static var mostShown: Int { 5 }

  /// `; the labels in the data are "A" (200 rows), "B" (198 rows)`; empty where there are none.
  var seen: String {
    guard !isEmpty else { return "" }
    let shown = prefix(Self.mostShown).map { "\(labelText($0.parts)) (\(rowCount($0.rows)))" }
    return "; the labels in the data are \(shown.joined(separator: ", "))\(count > Self.mostShown ? " and others" : "")"
  }
}

private func labelText(_ parts: [String]) -> String { quoted(parts.joined(separator: ", ")) }

private func rowCount(_ rows: Int) -> String { "\(rows) row\(rows == 1 ? "" : "s")" }
