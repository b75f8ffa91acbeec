/// A label that the data have, and its rows.
package struct LabelCount: Sendable, Equatable {
  /// Labels beyond which no list helps.
  package static let most = 20

  /// One text per column of labels.
  package let parts: [String]
  package let rows: Int

  package init(_ parts: [String], rows: Int) {
    (self.parts, self.rows) = (parts, rows)
  }
}

extension AnalysisPlan {
  /// The files whose rows have labels; nil where each variant has files of its own.
  package var labelled: PlannedSource? {
    return files.labels.isEmpty || files.isUnitTable ? nil : files
  }

  /// Whether it must be known which labels there are: a variant has no units, or rows have a label that is nobody's.
  package func asksForLabels(_ summary: ScopeSummary) -> Bool {
    labelled != nil && (summary.exposure[.unknownLabel] != nil || !variantsWithoutUnits(summary).isEmpty)
  }

  /// The variants of which nothing is analyzed although they have a weight, by position; empty where nothing is analyzed at all.
  package func variantsWithoutUnits(_ summary: ScopeSummary) -> [Int] {
    let empty = variants.indices.filter { variant in
      summary.exposure.units.map { $0[variant] == 0 }
        ?? summary.cells.allSatisfy { $0[variant].kept == 0 && $0[variant].dropped.isEmpty }
    }
    return empty.count == variants.count ? [] : empty.filter { variants[$0].weight > 0 }
  }
}
