package import Diagnostics

extension ValueReader {
  /// A list of names of which none stands twice; faulty elements are reported and left out.
  package func labels(duplicate code: DiagnosticCode) -> [Positioned<String>]? {
    guard let elements = elements() else { return nil }
    var seen = Set<String>()
    return elements.compactMap { $0.label() }.filter { label in
      if seen.insert(label.value).inserted { return true }
      faults.error(code, at: label.place, "\(name) has \(quoted(label.value)) twice", remedy: "remove one of them")
      return false
    }
  }
}
