package import Diagnostics

extension ValueReader {
  /// A list of names of which none stands twice; faulty elements are reported and left out.
  package func labels(duplicate code: FaultCode) -> [Positioned<String>]? {
    guard let elements = elements() else { return nil }
    var labels: [Positioned<String>] = []
    for label in elements.compactMap({ $0.label() }) {
      if labels.contains(where: { $0.value == label.value }) {
        faults.error(code, at: label.place, "\(name) has \(quoted(label.value)) twice", remedy: "remove one of them")
      } else {
        labels.append(label)
      }
    }
    return labels
  }
}
